import type { Context } from '../client/context.js'
import type {
  Commands,
  EventName,
  Events,
  MenuShareHandlers,
  MenuShareName,
  MenuShares,
} from './api-types.js'
import type { Call } from './call.js'
import type { CallOptions } from './call-options.js'
import type { Listen } from './events.js'
import type { ShareByMenu } from './menu-share.js'
import { COMMANDS, EVENTS, MENU_SHARES } from './table.js'

/** Makes a method of `wx` for each row of the table. */
export function createMethods(
  { report }: Context,
  call: Call,
  listen: Listen,
  shareByMenu: ShareByMenu,
): Commands & Events & MenuShares {
  const methods: Record<string, unknown> = {}
  for (const name of Object.keys(COMMANDS)) {
    methods[name] = (parameters?: object, options?: CallOptions) => call(name, parameters, options)
  }
  for (const name of Object.keys(EVENTS) as EventName[]) {
    methods[name] = (listener: (event: object) => void) => listen(name, listener)
  }
  for (const name of Object.keys(MENU_SHARES) as MenuShareName[]) {
    methods[name] = (data?: object, handlers?: MenuShareHandlers) => {
      const { done, off } = shareByMenu(name, data, handlers)
      done.catch(report)
      return off
    }
  }
  return methods as unknown as Commands & Events & MenuShares
}
