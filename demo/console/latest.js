/** The page's account and the results of earlier calls, which later calls need as parameters. */
export const latest = { appId: '', pictures: [], recording: '', uploadedPicture: '', uploadedRecording: '' }

const listeners = new Set()

export function remember(results) {
  Object.assign(latest, results)
  for (const listener of listeners) listener()
}

/** @param listener called after each new result */
export function onResults(listener) {
  listeners.add(listener)
}
