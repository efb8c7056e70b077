import type { JSX } from 'preact'
import type { Person, SimulatorApi, SimulatorOutcome, SimulatorParameters } from '../../page/api-types.js'
import type { Panel } from '../panel.js'
import { AddressSheet } from './address-sheet.js'
import { AddCardSheet, ChooseCardSheet, OpenCardSheet } from './card-sheets.js'
import { ChooseImageSheet } from './choose-image/choose-image-sheet.js'
import { CONFIRMATIONS, ConfirmSheet } from './confirm-sheet.js'
import { GetLocationSheet, OpenLocationSheet } from './location-sheets.js'
import { NOTICES } from './notices.js'
import { PaymentSheet } from './payment-sheet.js'
import { PreviewSheet } from './preview-sheet.js'
import { RecordSheet } from './record-sheet.js'
import { ScanSheet } from './scan/scan-sheet.js'
import type { SheetProps } from './sheet-props.js'
import { TranslateSheet } from './translate-sheet.js'

type Sheets = { readonly [Api in SimulatorApi]?: (props: SheetProps<Api>) => JSX.Element }

const SHEETS: Sheets = {
  chooseImage: ChooseImageSheet,
  previewImage: PreviewSheet,
  startRecord: RecordSheet,
  translateVoice: TranslateSheet,
  getLocation: GetLocationSheet,
  openLocation: OpenLocationSheet,
  scanQRCode: ScanSheet,
  chooseWXPay: PaymentSheet,
  addCard: AddCardSheet,
  chooseCard: ChooseCardSheet,
  openCard: OpenCardSheet,
  openAddress: AddressSheet,
}

/** The user of the simulated phone: a call that asks them shows a sheet, and a call that shows them something says so. */
export function createPerson(panel: Panel): Person {
  const person: Record<string, (parameters: never) => unknown> = {}
  for (const [api, Sheet] of Object.entries(SHEETS) as [SimulatorApi, Sheets['scanQRCode']][])
    person[api] = (parameters: never) =>
      ask(panel, settle => (Sheet ? <Sheet parameters={parameters} settle={settle} /> : null))
  for (const api of Object.keys(CONFIRMATIONS) as (keyof typeof CONFIRMATIONS)[])
    person[api] = (parameters: never) =>
      ask(panel, settle => <ConfirmSheet api={api} parameters={parameters} settle={settle} />)
  for (const [api, notice] of Object.entries(NOTICES))
    person[api] = (parameters: SimulatorParameters<SimulatorApi>) => {
      panel.say(panel.t(...notice(parameters as Readonly<Record<string, unknown>>)))
      return undefined
    }
  return person as Person
}

function ask(
  panel: Panel,
  draw: (settle: (outcome: SimulatorOutcome) => void) => JSX.Element | null,
): Promise<SimulatorOutcome> | undefined {
  // Tests and demonstrations may answer by themselves.
  return panel.settings.asks === false ? undefined : panel.sheets.ask(draw)
}
