/** JSON, on one line if it fits. Long texts, such as the data of a picture, are cut. */
export function readable(value, longest = 60) {
  const shorten = (_key, each) =>
    typeof each === 'string' && each.length > longest ? `${each.slice(0, longest / 2)}…` : each
  const line = JSON.stringify(value, shorten) ?? String(value)
  return line.length > 100 ? JSON.stringify(value, shorten, 2) : line
}

export function inMs(duration) {
  return `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`
}
