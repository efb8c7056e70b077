/** The content of all small apps. */
export const WALKS = [
  { id: 'weir', title: 'The old weir', lead: 'Two hours along the mill stream, herons all the way.' },
  { id: 'ferry', title: 'Over by the ferry', lead: 'The last rope ferry, and an orchard behind it.' },
  { id: 'reeds', title: 'Through the reeds', lead: 'Boardwalks, best an hour before sunset.' },
  { id: 'kiln', title: 'Lime kiln and quarry', lead: 'A steep hour up, the whole valley below.' },
  { id: 'source', title: 'To the source', lead: 'A day out, with a spring to drink from.' },
]

export const HOME = {
  title: 'Autumn on the river',
  lead: 'Five walks, one map, no entrance fee. Open each, go back, share any of them: the page is verified every time.',
}

/** The picture for sharing, the same for all pages. */
export const PICTURE = '/demo/cover.jpg'

export const walkOf = id => WALKS.find(walk => walk.id === id) ?? HOME
