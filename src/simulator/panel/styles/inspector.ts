import { VIEW_STYLES } from '../../../inspector/view/styles.js'

/** The log and the verifications, inside the dock. */
export const INSPECTOR: string = `
${VIEW_STYLES}
.dock .wi-segments { margin-top: -8px; box-shadow: inset 0 -1px 0 var(--wr-line) }
.dock .wi-toolbar { padding: 12px 0 }
.dock .wi-log { border-radius: 10px; overflow: hidden }
.dock .wi-line { padding: 6px 14px }
.wi-verifications { margin-top: 12px }
.dock .wi-segments span { padding: 0 6px }
.wi-platform { margin-top: 16px; display: grid; gap: 24px }
.wi-platform section { display: grid; gap: 10px; min-width: 0 }
.wi-platform .wi-buttons { display: flex; flex-wrap: wrap; gap: 8px }
.wi-platform .wi-button { justify-self: start }
.wi-faults, .wi-requests { display: grid; gap: 4px; font-size: 13px; overflow-wrap: anywhere }
.wi-faults:empty { display: none }
.wi-bad { color: var(--wr-danger) }
`
