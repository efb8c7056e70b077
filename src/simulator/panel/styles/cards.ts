/** The menu, and cards as chats and Moments show them. */
export const CARDS = `
.menu-group + .menu-group { margin-top: 16px; padding-top: 16px; box-shadow: inset 0 1px 0 var(--wr-line) }
.menu-group > ul { display: grid; grid-template-columns: repeat(4, 1fr); gap: 16px 8px; margin-top: 12px }
.menu-item { display: flex; flex-direction: column; align-items: center; gap: 8px; width: 100%; font-size: 12px; line-height: 16px; color: var(--wr-soft); border-radius: 10px }
.menu-item > span { display: grid; place-items: center; width: 56px; height: 56px; border-radius: 14px; background: var(--wr-surface); color: var(--wr-text) }
.menu-item:hover > span { background: var(--wr-press) }

.card-title, .card-desc { display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere }
.card-title { -webkit-line-clamp: 2 }
.card-desc { -webkit-line-clamp: 3 }
.thumbnail { flex: none; display: grid; place-items: center; width: 48px; height: 48px; object-fit: cover; background: var(--wr-ground) }
.thumbnail.none { color: var(--wr-soft) }

.card-view { margin: 8px 0 16px }
.chat, .moments { border-radius: 10px; padding: 14px 16px 18px; background: var(--wr-ground) }
.moments { display: flex; gap: 12px; background: var(--wr-surface) }
.chat-name { font-size: 13px; line-height: 18px; text-align: center; color: var(--wr-soft); margin-bottom: 12px }
.message { display: flex; justify-content: flex-end; gap: 10px }
.chat-card { position: relative; width: 238px; padding: 10px 12px 12px; border-radius: 6px; background: var(--wr-surface) }
.chat-card::after {
  content: ''; position: absolute; top: 16px; inset-inline-end: -4px; width: 8px; height: 8px; rotate: 45deg; border-radius: 1px; background: var(--wr-surface);
}
.chat-card > .card-title { font-size: 16px; line-height: 22px }
.chat-card > div { display: flex; justify-content: space-between; gap: 10px; margin-top: 4px }
.chat-card .card-desc { flex: 1 1 auto; min-width: 0; font-size: 12px; line-height: 16px; max-height: 48px; color: var(--wr-soft) }
.moments > div { flex: 1 1 auto; min-width: 0 }
.moments .name { font-size: 16px; line-height: 22px; font-weight: 600; color: var(--wr-name) }
.moments-card { display: flex; align-items: center; gap: 8px; margin: 8px 0; padding: 5px; background: var(--wr-ground) }
.moments-card .thumbnail { width: 40px; height: 40px; background: var(--wr-press) }
.moments-card > .card-title { font-size: 14px; line-height: 18px }

.verdict, .problems > li { display: flex; gap: 8px; padding: 8px 12px; border-radius: 8px; font-size: 13px; line-height: 20px }
.verdict > svg, .problems svg { margin-top: 1px }
.verdict { margin-top: 8px; background: var(--wr-ok-ground); color: var(--wr-accent) }
.problems { margin-top: 8px }
.problems > li { background: var(--wr-warn-ground); color: var(--wr-warn) }
.problems > li + li { margin-top: 4px }
`
