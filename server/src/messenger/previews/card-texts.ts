import { domainToUnicode } from 'node:url'
import type { LinkPreview } from '#contract/messenger/link-preview.ts'
import { LINK_DESCRIPTION_MAX, LINK_SITE_MAX, LINK_TITLE_MAX } from '#contract/messenger/previews.limits.ts'
import type { SeenPage } from '../../platform/egress/egress-job.ts'
import { shownName } from '../../platform/text/shown-text.ts'

/** A name of which every sign is Cyrillic, also its last part: no Latin name looks like it. */
const CYRILLIC = /^[а-яё0-9.-]+\.[а-яё-]+$/

/** What is shown of a page, without what would deceive a reader; null when it says nothing of itself. */
export function cardTexts(page: SeenPage): Pick<LinkPreview, 'host' | 'siteName' | 'title' | 'description'> | null {
  const title = cut(page.title, LINK_TITLE_MAX)
  if (title === null) return null
  const description = cut(page.description, LINK_DESCRIPTION_MAX)
  return {
    host: shownHost(page.host),
    siteName: cut(page.siteName, LINK_SITE_MAX),
    title,
    description: description === title ? null : description,
  }
}

/** A host as it is safe to read: letters that are no Latin ones only where all of them are Cyrillic. */
export function shownHost(host: string): string {
  const written = domainToUnicode(host)
  return CYRILLIC.test(written) ? written : host
}

/** At most so many signs, with an ellipsis where something is left out. */
function cut(text: string | null, max: number): string | null {
  const shown = text === null ? null : shownName(text)
  if (shown === null) return null
  const signs = [...shown]
  return signs.length > max
    ? `${signs
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
    : shown
}
