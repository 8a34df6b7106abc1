import type { InviteLink } from '#contract/communities/links.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './links.texts.ts'

/** The address that is sent to people. */
export function linkAddress(link: Pick<InviteLink, 'token'>): string {
  return `${location.origin}/join/${link.token}`
}

/** The same for the eye: the scheme says nothing to anybody. */
export function shortAddress(link: Pick<InviteLink, 'token'>): string {
  return `${location.host}/join/${link.token}`
}

export async function copyLink(link: Pick<InviteLink, 'token'>): Promise<void> {
  await navigator.clipboard.writeText(linkAddress(link))
  showToast(t.copied)
}
