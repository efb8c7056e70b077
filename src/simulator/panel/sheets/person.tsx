import type { JSX } from 'preact'
import type { Person, SimulatorApi, SimulatorOutcome } from '../../page/api-types.js'
import type { AskedApi } from '../../page/asked-apis.js'
import type { Panel } from '../panel.js'
import { Boundary } from '../ui/boundary.js'
import { AddressSheet } from './address-sheet.js'
import { AddCardSheet, ChooseCardSheet, OpenCardSheet } from './card-sheets.js'
import { ChooseImageSheet } from './choose-image/choose-image-sheet.js'
import { CONFIRMATIONS, confirmSheet } from './confirm-sheet.js'
import { GetLocationSheet, OpenLocationSheet } from './location-sheets.js'
import { NOTICES, type Notice } from './notices.js'
import { PaymentSheet } from './payment-sheet.js'
import { PreviewSheet } from './preview-sheet.js'
import { RecordSheet } from './record-sheet.js'
import { ScanSheet } from './scan/scan-sheet.js'
import { ChatSheet, MomentsSheet } from './share-sheets.js'
import type { SheetProps } from './sheet-props.js'
import { TranslateSheet } from './translate-sheet.js'

/** What the panel does about a call. */
type Handle = (panel: Panel, parameters: never) => unknown

/** The user of the simulated phone. */
export function createPerson(panel: Panel): Person {
  const person = Object.entries(HANDLES).map(([api, handle]) => [
    api,
    // Without questions, calls have their default answers.
    (parameters: never) => (panel.settings.asks === false ? undefined : handle(panel, parameters)),
  ])
  return Object.fromEntries(person) as Person
}

function ask<Api extends SimulatorApi>(AskingSheet: (props: SheetProps<Api>) => JSX.Element): Handle {
  return (panel, parameters) =>
    panel.sheets.ask<SimulatorOutcome<Api>>(settle => (
      <Boundary onError={settle}>
        <AskingSheet parameters={parameters} settle={settle} />
      </Boundary>
    ))
}

function say(notice: Notice): Handle {
  return (panel, parameters) => panel.say(panel.t(...notice(parameters)))
}

const share = (AskingSheet: (props: SheetProps<'onMenuShareAppMessage'>) => JSX.Element): Handle => {
  const handle = ask(AskingSheet)
  // Favorites and email ask for no chat.
  return (panel, parameters) =>
    panel.pressed?.startsWith('menuItem:share:') ? handle(panel, parameters) : undefined
}

const HANDLES: Readonly<Record<AskedApi, Handle>> = {
  chooseImage: ask(ChooseImageSheet),
  previewImage: ask(PreviewSheet),
  startRecord: ask(RecordSheet),
  playVoice: say(NOTICES.playVoice),
  translateVoice: ask(TranslateSheet),
  getLocation: ask(GetLocationSheet),
  openLocation: ask(OpenLocationSheet),
  scanQRCode: ask(ScanSheet),
  chooseWXPay: ask(PaymentSheet),
  addCard: ask(AddCardSheet),
  chooseCard: ask(ChooseCardSheet),
  openCard: ask(OpenCardSheet),
  openAddress: ask(AddressSheet),
  onMenuShareAppMessage: share(ChatSheet),
  onMenuShareQQ: share(ChatSheet),
  onMenuShareTimeline: share(MomentsSheet),
  onMenuShareQZone: share(MomentsSheet),
  onMenuShareWeibo: share(MomentsSheet),
  launchMiniProgram: ask(confirmSheet(CONFIRMATIONS.launchMiniProgram)),
  openBusinessView: ask(confirmSheet(CONFIRMATIONS.openBusinessView)),
  requestMerchantTransfer: ask(confirmSheet(CONFIRMATIONS.requestMerchantTransfer)),
  openProductSpecificView: ask(confirmSheet(CONFIRMATIONS.openProductSpecificView)),
  openEnterpriseChat: ask(confirmSheet(CONFIRMATIONS.openEnterpriseChat)),
  openEnterpriseRedPacket: ask(confirmSheet(CONFIRMATIONS.openEnterpriseRedPacket)),
  consumeAndShareCard: ask(confirmSheet(CONFIRMATIONS.consumeAndShareCard)),
  'miniProgram.navigateTo': say(NOTICES.navigateTo),
  'miniProgram.redirectTo': say(NOTICES.redirectTo),
  'miniProgram.switchTab': say(NOTICES.switchTab),
  'miniProgram.reLaunch': say(NOTICES.reLaunch),
  'miniProgram.navigateBack': say(NOTICES.navigateBack),
  'miniProgram.postMessage': say(NOTICES.postMessage),
}
