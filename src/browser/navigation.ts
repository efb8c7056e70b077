/**
 * Makes the router hook. It reads the page's URL in a later task: some routers run their hooks before `pushState`.
 * Hooks that run in one go, as on a redirect, count as one navigation.
 */
export function createNavigated(follow: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let later: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(later)
    later = setTimeout(() => {
      follow().catch(onError)
    })
  }
}
