/** The steps of a verification as bars on one scale. */
import { h } from '../common/dom.js'
import { inMs } from '../common/format.js'

export function createSteps() {
  const element = h('ol', { className: 'steps' })
  return {
    element,
    /** @param events of the option `log` of `createWx`. Calls are not drawn. */
    draw(events) {
      const drawn = events.filter(({ step }) => step !== 'call')
      const from = Math.min(...drawn.map(({ start }) => start))
      const until = Math.max(...drawn.map(({ start, duration }) => start + duration))
      const percent = time => `${((time - from) / (until - from || 1)) * 100}%`
      element.replaceChildren(
        ...drawn.map(({ step, start, duration, error }) => {
          const bar = h('span', { className: error ? 'bar failed' : 'bar' })
          bar.style.left = percent(start)
          bar.style.right = `calc(100% - ${percent(start + duration)})`
          return h(
            'li',
            {},
            step,
            h('span', { className: 'track' }, bar),
            h('span', { className: 'time' }, inMs(duration)),
          )
        }),
      )
    },
  }
}
