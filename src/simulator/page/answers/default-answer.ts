import type { SimulatorApi, SimulatorOutcome, SimulatorParameters } from '../api-types.js'
import type { LocalMedia } from '../local-media.js'
import type { Menu } from '../menu.js'
import type { Phone } from '../phone.js'
import type { PlatformLink } from '../platform-link.js'
import type { SimulatedClient } from '../simulator-types.js'
import type { Transfers } from '../transfers.js'

/** The simulated device, as far as answers need it. */
export interface Device {
  readonly client: SimulatedClient
  readonly phone: Phone
  readonly menu: Menu
  readonly media: LocalMedia
  readonly platform: PlatformLink
  readonly transfers: Transfers
  /** The account that the page was last verified for. */
  appId(): string
  /** Closes the window of the page. */
  close(): void
}

/** A page may send anything. */
type Unchecked<Parameters> = { readonly [Name in keyof Parameters]?: unknown }

/** What the client answers to a call if nobody has set another answer. The parameters are in the script's names. */
export type DefaultAnswer<Api extends SimulatorApi> = (
  parameters: Unchecked<SimulatorParameters<Api>>,
  device: Device,
) => SimulatorOutcome<Api> | Promise<SimulatorOutcome<Api>>

export type DefaultAnswers<Api extends SimulatorApi> = { readonly [Name in Api]: DefaultAnswer<Name> }
