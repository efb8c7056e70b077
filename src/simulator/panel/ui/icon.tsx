import type { JSX } from 'preact'

export type IconName = keyof typeof PATHS

/** An outline on a grid of 24. It is decoration: the text beside it, or the label of its button, says what it means. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }): JSX.Element {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

const PATHS = {
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6L6 18',
  target: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  forward: 'M14 6l6 6-6 6M20 12h-7a8 8 0 0 0-8 7',
  moments: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v9M20 12h-9M12 20v-6M4 12h5M17.5 6.5l-4 4M6.5 17.5l4-4',
  penguin:
    'M12 4c-3 0-4.5 2.3-4.5 5.5L6 14c0 1.5 1 1 1.5.2.4 2.6 2 4.3 4.5 4.3s4.1-1.7 4.5-4.3c.5.8 1.5 1.3 1.5-.2l-1.5-4.5C16.5 6.3 15 4 12 4zM8 19.5h3M13 19.5h3',
  star: 'M12 4l2.4 5.2 5.6.6-4.2 3.9 1.2 5.6L12 16.5l-5 2.8 1.2-5.6L4 9.8l5.6-.6z',
  badge:
    'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8l1.2 2.6 2.8.3-2.1 1.9.6 2.8-2.5-1.4-2.5 1.4.6-2.8-2.1-1.9 2.8-.3z',
  weibo:
    'M10.5 9C7 9.5 4 12 4 15c0 2.5 3 4.5 6.5 4.5S17.5 17 17.5 15c0-1.5-1-2.3-2.3-2.7.5-1.8-.9-2.8-2.9-1.9C12.5 9.3 12 8.8 10.5 9zM15 5a5 5 0 0 1 5 6M15 8a2 2 0 0 1 2 2.5',
  facebook: 'M15 5h-1.5C11.5 5 11 6.3 11 8v12M8.5 12H15',
  tag: 'M4 4h8l8 8-8 8-8-8zM8.5 8.5h.01',
  trash: 'M5 7h14M9 7V5h6v2M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  link: 'M10 14a3.5 3.5 0 0 0 5 0l3.5-3.5a3.5 3.5 0 0 0-5-5L12 7M14 10a3.5 3.5 0 0 0-5 0l-3.5 3.5a3.5 3.5 0 0 0 5 5L12 17',
  page: 'M6 4h8l4 4v12H6zM14 4v4h4M9 12h6M9 16h6',
  book: 'M12 7c-2-1.5-4.5-2-8-2v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V5c-3.5 0-6 .5-8 2zM12 7v13',
  browser:
    'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c3 2.5 3.5 5 3.5 8s-.5 5.5-3.5 8c-3-2.5-3.5-5-3.5-8S9 6.5 12 4z',
  compass: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM15.5 8.5l-2 5-5 2 2-5z',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  flag: 'M6 20V5c4-2.5 7 2.5 12 0v9c-5 2.5-8-2.5-12 0',
  font: 'M4 18L9 6l5 12M6 14h6M14 18l3-7 3 7M15 16h4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 7l1.4-1.4',
  moon: 'M19 14.5A7.5 7.5 0 0 1 9.5 5 7.5 7.5 0 1 0 19 14.5z',
  refresh: 'M19 12a7 7 0 1 1-2-4.9L19 9M19 5v4h-4',
  person: 'M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.5-4 3-6 7-6s6.5 2 7 6',
  plus: 'M12 5v14M5 12h14',
  camera: 'M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15.5 9h.01',
  pin: 'M12 21c-4-4.5-6-7.5-6-10.5a6 6 0 0 1 12 0c0 3-2 6-6 10.5zM12 8.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  mic: 'M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3',
  sound: 'M5 9.5v5h3l4 4v-13l-4 4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  card: 'M4 6h16v12H4zM4 10h16M7 15h4',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.2h.01',
} as const
