import { explain } from '../../explain/index.js'
import type { CommandContext } from '../cli/command.js'
import type { Language } from '../cli/text.js'
import { CAUSES, type CauseName } from './causes.js'
import type { Check, Finding } from './check.js'

/** A check and what it found. */
export interface Result {
  readonly check: Check
  readonly finding: Finding
}

const SYMBOLS = { ok: '✔', warning: '!', failed: '✖', skipped: '-' } as const

/** Prints a result as soon as it is there. A cause that was explained before is only named. */
export function createReporter({ io, language }: CommandContext): (result: Result) => void {
  const explained = new Set<CauseName>()
  return ({ check, finding }) => {
    const { status, message, cause, details = [] } = finding
    io.out(`${SYMBOLS[status]} ${check.name.padEnd(20)} ${message[language]}\n`)
    for (const detail of details) io.out(`    ${detail[language]}\n`)
    if (!cause) return
    io.out(`    ${CAUSES[cause].title[language]} [${cause}]\n`)
    if (explained.has(cause)) return
    explained.add(cause)
    const { fix, link } = whatToDo(cause, language)
    for (const each of fix) io.out(`    → ${each}\n`)
    // Others are sections of the guide, which is in the package.
    if (link.startsWith('https:')) io.out(`    ${link}\n`)
  }
}

/** What to do about a cause. */
function whatToDo(cause: CauseName, language: Language): { fix: readonly string[]; link: string } {
  const { fix, subject } = CAUSES[cause]
  const { checks, link } = explain(subject, language)
  return { fix: fix ? fix.map(text => text[language]) : checks, link }
}

/** The last line. */
export function summary(results: readonly Result[], language: Language): string {
  const count = (status: Finding['status']) =>
    results.filter(({ finding }) => finding.status === status).length
  const [failures, warnings, oks, skips] = [count('failed'), count('warning'), count('ok'), count('skipped')]
  const counts =
    language === 'en'
      ? `${failures} failed, ${warnings} warnings, ${oks} ok, ${skips} skipped`
      : `${failures} 项失败，${warnings} 项警告，${oks} 项正常，${skips} 项跳过`
  if (failures > 0 || oks === 0) return counts
  if (warnings > 0) return language === 'en' ? `No failure. ${counts}` : `没有失败项。${counts}`
  return language === 'en' ? `All well. ${counts}` : `一切正常。${counts}`
}

/** The results for programs. */
export function toJson(results: readonly Result[], language: Language): object {
  return {
    ok: !results.some(({ finding }) => finding.status === 'failed'),
    causes: [...new Set(results.map(({ finding }) => finding.cause).filter(cause => cause !== undefined))],
    checks: results.map(({ check, finding: { status, message, cause, details = [] } }) => ({
      name: check.name,
      group: check.group,
      status,
      message: message[language],
      ...(details.length > 0 && { details: details.map(detail => detail[language]) }),
      ...(cause && { cause, title: CAUSES[cause].title[language], ...whatToDo(cause, language) }),
    })),
  }
}
