import type { LaneRecord } from './lane.ts';
import { say } from './language/say.ts';

/** What runs in a lane beside the container that is ended; an empty text where nothing does. */
export function groupText(others: LaneRecord['container']['others']): string {
  const balancers = others.filter(({ role }) => role === 'balancer').map(({ name }) => name);
  const replicas = others.filter(({ role }) => role === 'replica').map(({ name }) => name);
  if (others.length === 0) return '';
  const balancer = balancers.join(', ');
  if (replicas.length === 0) return say('The only replica, behind the balancer {balancer}', { balancer });
  const group = { total: replicas.length + 1, others: replicas.join(', ') };
  return balancers.length === 0
    ? say('One of {total} replicas (beside it {others})', group)
    : say('One of {total} replicas (beside it {others}), behind the balancer {balancer}', { ...group, balancer });
}
