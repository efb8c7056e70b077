import type { SimulatorApi, SimulatorOutcome, SimulatorParameters } from '../../page/api-types.js'

/** What the sheet of an API gets. */
export interface SheetProps<Api extends SimulatorApi> {
  parameters: SimulatorParameters<Api>
  /** Answers the call with what the user decided. */
  settle(outcome: SimulatorOutcome<Api>): void
}
