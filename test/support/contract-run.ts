import type { Visitor } from './visitor.js'

/** A call of a foreign client, and what its own callbacks must get. */
export interface ContractCheck {
  title: string
  api: string
  /** `{localId}` stands for that field of an earlier result. */
  parameters?: object
  /** Calls of the simulator's methods before the API is called; an error is `{ error: message }`. */
  before?: readonly Control[]
  /** One while the page waits for its callbacks. */
  meanwhile?: Control
  /** One after them. */
  afterwards?: Control
  /** Callbacks of other calls may come as well, at any time: they are left out of the outcome. */
  others?: true
  /** What is expected of the outcome. */
  expected: { callbacks: readonly string[]; [field: string]: unknown }
}

type Control = readonly [method: string, ...values: unknown[]]

/** What the page got. */
export interface ContractOutcome {
  /** The callbacks that were called, in order. */
  callbacks: string[]
  /** What the last one got. */
  result?: unknown
  /** What `meanwhile` or `afterwards` returned. */
  returned?: unknown
  /** What one of them threw. */
  thrown?: string
}

export interface ContractVisit {
  /** What the client reported before the first call. */
  reports: string[]
  /** One for each check. */
  outcomes: ContractOutcome[]
}

/** Opens a page, waits until its client is ready, and makes the calls of all checks, one after the other. */
export async function visitContractPage(
  visitor: Visitor,
  url: string,
  checks: readonly ContractCheck[],
): Promise<ContractVisit> {
  await visitor.open(url)
  await holds(visitor, 'Boolean(window.contract && window.contract.call)')
  const steps = checks.map(({ title: _title, expected, others, ...step }) => ({
    ...step,
    callbacks: expected.callbacks.length,
    ...(others && { only: expected.callbacks }),
  }))
  await visitor.evaluate(`(window.contract.run(${JSON.stringify(steps)}), 1)`)
  await holds(visitor, 'Boolean(window.contract.outcomes)')
  return JSON.parse(
    await visitor.evaluate<string>('JSON.stringify({ ...window.contract, call: undefined })'),
  ) as ContractVisit
}

/** Waits until an expression is true in the page. */
async function holds(visitor: Visitor, expression: string): Promise<void> {
  while (!(await visitor.evaluate<boolean>(expression))) await new Promise(resolve => setTimeout(resolve, 10))
}
