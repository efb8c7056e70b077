/** How answers, errors and durations are written. */

/** Runs a call and writes what came of it, with its duration. @returns the answer, or nothing where it failed */
export async function show(result, call) {
  const start = performance.now()
  const took = () => inMs(performance.now() - start)
  result.hidden = false
  result.classList.remove('failed')
  result.textContent = '…'
  try {
    const answer = await call()
    result.textContent = `${took()}\n${typeof answer === 'string' ? answer : readable(answer)}`
    return answer
  } catch (error) {
    result.classList.add('failed')
    result.textContent = `${took()}\n${inWords(error)}`
    return undefined
  }
}

/** No second press while the first is under way. */
export async function whileBusy(button, work) {
  button.disabled = true
  await work()
  button.disabled = false
}

/** On one line where that fits. A picture's data is of a page's length. */
export function readable(answer) {
  const shorten = (_key, value) =>
    typeof value === 'string' && value.length > 60 ? `${value.slice(0, 30)}…` : value
  const line = JSON.stringify(answer, shorten)
  return line.length > 100 ? JSON.stringify(answer, shorten, 2) : line
}

export function inWords({ code, errMsg, hint, message }) {
  return code ? [code, errMsg, hint].filter(Boolean).join('\n') : message
}

export function inMs(duration) {
  return `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`
}
