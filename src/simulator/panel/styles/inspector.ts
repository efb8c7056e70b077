import { VIEW_STYLES } from '../../../inspector/view/styles.js'

/** The log and the verifications, inside the dock. */
export const INSPECTOR: string = `
${VIEW_STYLES}
.dock .wi-segments { margin-top: -8px; box-shadow: inset 0 -1px 0 var(--wr-line) }
.dock .wi-toolbar { padding: 12px 0 }
.dock .wi-log { border-radius: 10px; overflow: hidden }
.dock .wi-line { padding: 6px 14px }
.wi-verifications { margin-top: 12px }
.wi-platform { margin-top: 12px; display: grid; gap: 20px }
`
