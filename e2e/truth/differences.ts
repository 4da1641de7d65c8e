/** Where the lab and a witness name another value for the same thing, a sentence each. */
export function differences(pairs: [what: string, ledger: number | string, witness: number | string][]): string[] {
  return pairs
    .filter(([, ledger, witness]) => ledger !== witness)
    .map(([what, ledger, witness]) => `${what}: the lab says ${ledger}, the witness ${witness}`);
}
