/**
 * Records what the callbacks of a foreign client get. Each page of this folder loads it before the client, and sets
 * `contract.call` when the client says that it is ready.
 */
;(() => {
  /** Fields of earlier results: `{localId}` in the parameters of a later call stands for one. */
  const seen = {}

  window.contract = {
    /** What the client reported before the first call: `'ready'`, `'error …'`. */
    reports: [],
    /** Calls an API of the client with these options. Set by the page. */
    call: undefined,
    outcomes: undefined,
    report(...words) {
      window.contract.reports.push(words.join(' '))
    },
    /** Runs the steps one after the other. `outcomes` is set after the last one. */
    async run(steps) {
      const outcomes = []
      for (const step of steps) outcomes.push(await runStep(step))
      window.contract.outcomes = outcomes
    },
  }

  /** `before`, `meanwhile` and `afterwards` are calls of the simulator: before the API, before its callbacks, after them. */
  async function runStep({ api, parameters, callbacks, only, before = [], meanwhile, afterwards }) {
    const restore = []
    for (const call of before) restore.push(await control(call))
    const outcome = { callbacks: [], returned: null, thrown: null }
    const called = callAndRecord(api, parameters, only ?? callbacks, outcome)
    try {
      // Some clients set their handlers in a later task.
      await new Promise(resolve => setTimeout(resolve, 0))
      if (meanwhile) outcome.returned = (await control(meanwhile)) ?? null
      await called
      if (afterwards) outcome.returned = (await control(afterwards)) ?? null
    } catch (error) {
      outcome.thrown = error.message
    }
    for (const undo of restore) undo?.()
    window.WxReadySimulator.current.allow()
    if (only) outcome.callbacks = only.filter(name => outcome.callbacks.includes(name))
    return JSON.parse(JSON.stringify(outcome))
  }

  function control([method, ...values]) {
    return window.WxReadySimulator.current[method](...values.map(toValue))
  }

  /**
   * @param expected how many callbacks, of whatever name, or which of them, beside any others. If there must be none, it
   *   waits for one for a while.
   */
  function callAndRecord(api, parameters, expected, outcome) {
    const isComplete = () =>
      Array.isArray(expected)
        ? expected.every(name => outcome.callbacks.includes(name))
        : outcome.callbacks.length === expected
    return new Promise(resolve => {
      const record = name => result => {
        outcome.callbacks.push(name)
        if (name !== 'trigger') Object.assign(seen, result)
        if (result?.localIds?.[0]) seen.localId = result.localIds[0]
        outcome.result = result
        // Not at once: another callback would be a mistake, and should be seen.
        if (isComplete()) setTimeout(resolve, 0)
      }
      const options = fill(parameters ?? {})
      for (const name of ['success', 'fail', 'cancel', 'complete', 'trigger']) options[name] = record(name)
      try {
        window.contract.call(api, options)
      } catch (error) {
        outcome.thrown = error.message
        resolve()
      }
      if (expected === 0) setTimeout(resolve, SILENCE)
    })
  }

  /** In ms. */
  const SILENCE = 300

  function fill(value) {
    if (Array.isArray(value)) return value.map(fill)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each)]))
    const [, name] = /^\{(\w+)\}$/.exec(value) ?? []
    return name === undefined ? value : seen[name]
  }

  function toValue(value) {
    return value?.error ? new Error(value.error) : value
  }
})()
