import { JSDOM, VirtualConsole } from 'jsdom'
import type { Visitor } from './visitor.js'

/** A visitor without a browser: each page gets a jsdom of its own, which loads and runs its scripts. */
export function visitInJsdom(): Visitor {
  let dom: JSDOM | undefined
  const problems: string[] = []
  const virtualConsole = new VirtualConsole()
  virtualConsole.on('jsdomError', ({ message }) => problems.push(message))
  const absent = () => {
    throw new Error('Not in jsdom')
  }
  const visitor: Visitor = {
    async open(url) {
      await visitor.leave()
      dom = await JSDOM.fromURL(url, {
        runScripts: 'dangerously',
        resources: 'usable',
        pretendToBeVisual: true,
        virtualConsole,
      })
    },
    evaluate: async <T>(expression: string) => dom?.window.eval(expression) as T,
    press: absent,
    back: absent,
    problems,
    async leave() {
      dom?.window.close()
      dom = undefined
    },
  }
  return visitor
}
