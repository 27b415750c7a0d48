import type { FollowUpsNote, JournalEntry, NotedEnd, RecordNotes } from './journal.ts';
import type { Outcome } from './outcome.ts';
import type { Artifact, ReleasePlan } from './plan.ts';
import type { Deployment, Draft } from './platform.ts';

/**
 * The size limits of saved values, in bytes of JSON. A runner passes the state on as one environment variable, and
 * Linux limits a variable to 128 KiB (https://man7.org/linux/man-pages/man2/execve.2.html). The sum stays below that.
 * Values that users give fit. Only values that are derived from very many applications or hosts are cut.
 */
const BYTES = {
  id: 258,
  text: 2_048,
  progress: 4_096,
  name: 8_192,
  description: 24_576,
  hosts: 24_576,
  known: 16_384,
} as const;
/** The maximum number of systems in a release. */
const MOST_SYSTEMS = 8;

/**
 * Removes the values that no other process needs from an entry, and limits every text. The result is small, whatever
 * the plan contains.
 */
export function compact(entry: JournalEntry): JournalEntry {
  const {
    format,
    plan,
    startedAt,
    trackers,
    launch,
    deployment,
    draft,
    addresses,
    onCancel,
    followUps,
    end,
    closed,
    status,
  } = entry;
  return {
    format,
    plan: compactPlan(plan),
    startedAt,
    trackers: compactNotes(trackers),
    launch,
    ...(deployment && { deployment: compactDeployment(deployment) }),
    ...(draft && { draft: compactDraft(draft) }),
    ...(addresses && { addresses: compactAddresses(addresses) }),
    ...(onCancel && { onCancel }),
    ...(followUps && { followUps: compactFollowUps(followUps) }),
    ...(end && { end: compactEnd(end) }),
    closed,
    ...(status && { status }),
  };
}

function compactPlan(plan: ReleasePlan): ReleasePlan {
  const { operation, origin, fingerprint } = plan;
  return {
    platform: fit(plan.platform, BYTES.text),
    operation,
    host: fit(plan.host, BYTES.text),
    environment: fit(plan.environment, BYTES.text),
    component: fit(plan.component, BYTES.name),
    version: fit(plan.version, BYTES.name),
    hosts: firstOf(plan.hosts, BYTES.hosts),
    owner: fit(plan.owner, BYTES.text),
    name: fit(plan.name, BYTES.name),
    description: fit(plan.description, BYTES.description),
    ...(plan.replaces !== undefined && { replaces: fit(plan.replaces, BYTES.text) }),
    ...(plan.package && { package: compactFile(plan.package) }),
    files: [],
    ...(plan.runUrl !== undefined && { runUrl: fit(plan.runUrl, BYTES.text) }),
    ...(plan.commit !== undefined && { commit: fit(plan.commit, BYTES.text) }),
    origin: {
      run: fit(origin.run, BYTES.text),
      attempt: origin.attempt,
      job: fit(origin.job, BYTES.text),
      step: fit(origin.step, BYTES.text),
    },
    fingerprint: fit(fingerprint, BYTES.id),
  };
}

function compactFile({ path, name, bytes, sha256 }: Artifact): Artifact {
  return { path: fit(path, BYTES.text), name: fit(name, BYTES.text), bytes, sha256: fit(sha256, BYTES.id) };
}

function compactNotes(trackers: RecordNotes): RecordNotes {
  const state = Object.entries(trackers).slice(0, MOST_SYSTEMS);
  return Object.fromEntries(
    state.map(([name, note]) => [
      fit(name, BYTES.id),
      // A cut id would identify another record.
      note && {
        state: note.state,
        ...(note.id !== undefined && fits(note.id, BYTES.text) && { id: note.id }),
        ...(note.started && { started: note.started }),
      },
    ]),
  );
}

function compactEnd({ outcome, endedAt }: NotedEnd): NotedEnd {
  return { outcome: compactOutcome(outcome), endedAt };
}

function compactOutcome({ status, reason, advice }: Outcome): Outcome {
  return {
    status,
    reason: fit(reason, BYTES.text),
    ...(advice !== undefined && { advice: fit(advice, BYTES.text) }),
  };
}

function compactFollowUps({ due, deployed, progress }: FollowUpsNote): FollowUpsNote {
  return {
    due: due.slice(0, MOST_SYSTEMS).map((name) => fit(name, BYTES.id)),
    ...(deployed && { deployed: compactOutcome(deployed) }),
    // Without its content, the text still states that the step has started.
    ...(progress !== undefined && { progress: fits(progress, BYTES.progress) ? progress : '' }),
  };
}

function compactDeployment({ id, url, acceptedAt, remaining }: Deployment): Deployment {
  return {
    id: fit(id, BYTES.id),
    url: fit(url, BYTES.text),
    acceptedAt,
    ...(remaining && { remaining: firstOf(remaining, BYTES.name) }),
  };
}

/**
 * Drops an upload whose earlier ids do not fit: without all of them it cannot be identified, and a person has to find
 * it.
 */
function compactDraft({ marker, id, url, upload, request, seek }: Draft): Draft {
  return {
    marker: fit(marker, BYTES.name),
    ...(id !== undefined && { id: fit(id, BYTES.id) }),
    ...(url !== undefined && { url: fit(url, BYTES.text) }),
    ...(upload &&
      fits(upload.name, BYTES.text) &&
      fits(upload.known, BYTES.known) && { upload: { name: upload.name, known: upload.known } }),
    // A cut text would describe another request.
    ...(request !== undefined && fits(request, BYTES.name) && { request }),
    ...(seek !== undefined && { seek: fit(seek, BYTES.text) }),
  };
}

function compactAddresses(addresses: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const all = Object.entries(addresses).slice(0, MOST_SYSTEMS);
  return Object.fromEntries(all.map(([name, address]) => [fit(name, BYTES.id), fit(address, BYTES.text)]));
}

function fits(value: string | readonly string[], bytes: number): boolean {
  return Buffer.byteLength(JSON.stringify(value)) <= bytes;
}

/** The longest beginning of a text that takes at most `bytes` as JSON. */
function fit(text: string, bytes: number): string {
  if (fits(text, bytes)) return text;
  let [least, most] = [0, Math.min(text.length, bytes)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(text.slice(0, middle), bytes)) least = middle;
    else most = middle - 1;
  }
  return text.slice(0, least);
}

function firstOf(list: readonly string[], bytes: number): readonly string[] {
  let left = bytes;
  const end = list.findIndex((each) => (left -= Buffer.byteLength(JSON.stringify(each)) + 1) < 0);
  return end === -1 ? list : list.slice(0, end);
}
