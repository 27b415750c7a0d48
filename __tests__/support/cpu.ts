/** The processor time that an action takes in this process, in milliseconds: other processes do not change it. */
export async function cpuOf(act: () => unknown): Promise<number> {
  const begin = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}
