/** Returns the processor time of an action in this process, in milliseconds. Other processes do not affect it. */
export async function cpuOf(act: () => unknown): Promise<number> {
  const begin = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}
