import type { Said } from '#protocol/language/say.ts';
import { said } from '#protocol/language/say.ts';
import type { Fault } from '#protocol/termination.ts';
import type { LabContainer } from './lab-container.ts';

/** Why the program that is to fail cannot be made to; null where it can, or need not. */
export function faultless([service]: readonly LabContainer[], fault: Fault | null): Said | null {
  if (fault === null || service === undefined || service.faults[fault] !== undefined) return null;
  return said('{program} has no way to be made to fail by "{fault}": its container.yaml names none.', {
    program: { text: service.title },
    fault,
  });
}
