import type { CommandName, MenuShareName } from '../browser/apis/api-types.js'
import { COMMANDS, MENU_SHARES } from '../browser/apis/table.js'
import type { Fields, Given } from '../browser/util/validate.js'

const ROWS: Readonly<Record<CommandName | MenuShareName, { parameters: Fields }>> = {
  ...COMMANDS,
  ...MENU_SHARES,
}

/** What the vendor's script defaults and the promise API requires. */
const DEFAULTS: Readonly<Record<string, Given>> = { chooseWXPay: { signType: 'SHA1' } }

/**
 * Reads the options of a call as the vendor's script does: a value that the promise API would reject is sent as it is, and WeChat
 * decides. Valid ones are normalized, so that a relative URL becomes absolute and numeric text a number.
 */
export function readLeniently(api: CommandName | MenuShareName, options: object): Given {
  const { parameters: checks } = ROWS[api]
  const given: Given = { ...DEFAULTS[api], ...options }
  const read: Record<string, unknown> = {}
  for (const [name, check] of Object.entries(checks)) {
    try {
      read[name] = check(given[name], name, given)
    } catch {
      read[name] = given[name]
    }
  }
  return read
}
