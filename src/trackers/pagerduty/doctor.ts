import type { ApiClient } from '../../http/client.ts';
import type { FailureFacts } from '../../http/failure.ts';
import type { CheckupRun, Findings } from '../../release/checkup.ts';

/** The client, the key to ask about, and the advice for a failed request. */
interface PagerDutyQuestion {
  readonly server: ApiClient;
  readonly routingKey: string;
  readonly advise: (facts: Pick<FailureFacts, 'status'>) => string;
}

/**
 * Asks with an event without `payload`, which PagerDuty must refuse
 * (https://developer.pagerduty.com/docs/send-change-event). Its refusal also says whether the key has the wrong form.
 * @throws TrackerFailure
 */
export async function examinePagerDuty(
  { server, routingKey, advise }: PagerDutyQuestion,
  { refusalOf }: CheckupRun,
): Promise<Findings> {
  const body = { routing_key: routingKey };
  const refusal = await refusalOf({
    server,
    path: 'v2/change/enqueue',
    body,
    advise,
    elsewhere: 'Check `pagerduty-url`.',
  });
  const unknown = [
    'whether the routing key belongs to a service: PagerDuty answers that only to a complete event',
  ];
  if (!refusal.says(/routing[_ ]key/i)) return { reached: 'connection', found: [], unknown, problems: [] };
  const problem = { message: refusal.message, advice: advise({ status: 401 }) };
  return { reached: 'connection', found: [], unknown, problems: [problem] };
}
