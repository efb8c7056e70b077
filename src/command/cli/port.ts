import { CommandError } from './command-error.js'

/** @param name of the option or variable that the text is from. @throws {CommandError} if it is no port */
export function toPort(name: string, text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new CommandError({
    en: `${name} must be a number from 0 to 65535.`,
    zh: `${name} 必须是 0 到 65535 的数字。`,
  })
}
