import type { SimulatedClient } from '../../../src/simulator/page/index.js'
import type { ContractPage } from '../../support/contract-pages.js'
import type { ContractCheck } from '../../support/contract-run.js'
import { inThisRun } from '../../support/full-run.mjs'
import { ALL_VENDOR_VERSIONS } from '../../support/vendor-scripts.js'
import { UNLISTED } from './script-checks.js'

/** A foreign client that has the API of WeChat's script. */
export interface ScriptClient extends ContractPage {
  name: string
  /** Whether a check applies. @default all do */
  applies?(check: ContractCheck): boolean
  /** Whether its share APIs have the callback `trigger`. @default true */
  triggers?: boolean
}

/** It has other events, and spells this error in its own way. */
function isInWecom({ api, title }: ContractCheck): boolean {
  return (
    !/^on(Voice|Search)|^launchMiniProgram$|^downloadVoice$/.test(api) && !title.includes('does not have')
  )
}

/** Those with packages of a full run, too. */
const ALL_SCRIPT_CLIENTS: readonly ScriptClient[] = [
  ...ALL_VENDOR_VERSIONS.map(release => ({ name: `WeChat's script ${release}`, file: 'guide', release })),
  { name: 'weixin-js-sdk', file: 'bundled', module: 'weixin-js-sdk/index.js' },
  { name: 'jweixin-module', file: 'bundled', module: 'jweixin-module/lib/index.js' },
  // It does not make the call.
  { name: 'wechat-jssdk', file: 'wechat-jssdk', applies: ({ title }) => title !== UNLISTED },
  { name: '@wecom/jssdk', file: 'wecom', applies: isInWecom, triggers: false },
  { name: 'vConsole beside WeChat’s script', file: 'vconsole' },
]

export const SCRIPT_CLIENTS: readonly ScriptClient[] = inThisRun(
  ALL_SCRIPT_CLIENTS,
  ({ file, release }) => file === 'guide' && release === '1.6.0',
)

/** The kinds of WeChat. */
export const KINDS: readonly SimulatedClient[] = inThisRun<SimulatedClient>(
  ['android', 'ios', 'harmony', 'windows', 'mac', 'linux'],
  kind => kind === 'android' || kind === 'ios',
)
