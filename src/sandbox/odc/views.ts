import type { SimulatedBuild } from './build.ts';
import type { TimedMessage } from './messages.ts';
import type { SimulatedOperation } from './operation.ts';
import type { OdcScenario } from './scenario.ts';
import { colleague, portfolioKey, publishedAt, type SimulatedAsset } from './world.ts';

/** Formats a time in milliseconds since the epoch. */
export const stamp = (time: number): string => new Date(time).toISOString();

/** The value of .NET for a time that is not set. */
const zero = '0001-01-01T00:00:00';

/** Shows a revision of an asset. */
export function showRevision(asset: SimulatedAsset, revision: number): unknown {
  const tag = asset.tags.get(revision);
  return {
    assetKey: asset.key,
    portfolioKey,
    revision,
    name: asset.name,
    description: asset.description,
    isExternal: false,
    tag: tag?.label ?? null,
    modelDigest: `${asset.key.slice(0, 8)}${revision}`,
    assetType: asset.type,
    createdBy: colleague,
    createdAt: stamp(publishedAt(revision)),
    commitMessage: `Revision ${revision}`,
    taggedBy: tag?.by ?? null,
    taggedAt: tag ? stamp(tag.at) : null,
  };
}

/** Shows a build. */
export function showBuild(
  { view, startedAt, finishedAt, by }: SimulatedBuild,
  { vulnerabilities = [] }: OdcScenario,
): unknown {
  return {
    buildKey: view.key,
    assetKey: view.asset,
    assetRevision: view.revision,
    buildType: view.type,
    startedDateTime: stamp(startedAt),
    finishedDateTime: finishedAt === undefined ? null : stamp(finishedAt),
    builtBy: by,
    status: view.status,
    securityAudit: {
      vulnerabilities: vulnerabilities.map((id) => ({
        id,
        severity: 'High',
        details: `https://nvd.nist.gov/vuln/detail/${id}`,
        publishedDate: stamp(publishedAt(0)),
      })),
    },
  };
}

/** Shows an operation. */
export function showOperation(operation: SimulatedOperation, scenario: OdcScenario): unknown {
  const { view, startedAt, by } = operation;
  return {
    key: view.key,
    status: view.status,
    startedDateTime: stamp(startedAt),
    ...finishOf(operation, scenario),
    deployedBy: by,
    assetKey: view.asset,
    revisions: [view.revision],
    buildKey: view.build,
    assetName: view.assetName,
    operation: view.operation,
    portfolioKey,
  };
}

function finishOf(
  { finishedAt }: SimulatedOperation,
  { finishTime, hasZeroWhileRunning }: OdcScenario,
): { readonly finishedDateTime?: string } {
  if (finishedAt === undefined) return hasZeroWhileRunning ? { finishedDateTime: zero } : {};
  if (finishTime === 'absent') return {};
  return { finishedDateTime: finishTime === 'zero' ? zero : stamp(finishedAt) };
}

/** Shows a publication. */
export function showPublication(publication: SimulatedOperation, scenario: OdcScenario): unknown {
  const { view, startedAt, by } = publication;
  return {
    key: view.key,
    status: view.status,
    startedDateTime: stamp(startedAt),
    ...finishOf(publication, scenario),
    deployedBy: by,
    assetKey: view.asset,
    revision: view.revision,
    buildKey: view.build,
    portfolioKey,
    operation: view.operation,
  };
}

/** Shows a message of a deployment. */
export function showMessage(assetKey: string, { at, type, severity, message }: TimedMessage): unknown {
  return {
    timestamp: stamp(at),
    type,
    severity,
    message,
    additionalInfo: { stepId: null, assetKey },
  };
}

/** Shows a message of a build. */
export function showBuildMessage(assetKey: string, { at, type, severity, message }: TimedMessage): unknown {
  return { timestamp: stamp(at), type: null, severity, message, stepId: null, assetKey, errorCode: type };
}
