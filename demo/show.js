/** Formats results, errors and durations. */

/** Makes a call and shows its result or error, with the duration. @returns the result; `undefined` if the call failed */
export async function show(output, call) {
  const start = performance.now()
  const elapsed = () => inMs(performance.now() - start)
  output.hidden = false
  output.classList.remove('failed')
  output.textContent = '…'
  try {
    const result = await call()
    output.textContent = `${elapsed()}\n${typeof result === 'string' ? result : readable(result)}`
    return result
  } catch (error) {
    output.classList.add('failed')
    output.textContent = `${elapsed()}\n${inWords(error)}`
    return undefined
  }
}

/** Disables a button while its work is running. */
export async function whileBusy(button, work) {
  button.disabled = true
  await work()
  button.disabled = false
}

/** JSON, on one line if it fits. Long texts, such as the data of a picture, are cut. */
export function readable(value) {
  const shorten = (_key, each) =>
    typeof each === 'string' && each.length > 60 ? `${each.slice(0, 30)}…` : each
  const line = JSON.stringify(value, shorten)
  return line.length > 100 ? JSON.stringify(value, shorten, 2) : line
}

export function inWords({ code, errMsg, hint, message }) {
  return code ? [code, errMsg, hint].filter(Boolean).join('\n') : message
}

export function inMs(duration) {
  return `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`
}
