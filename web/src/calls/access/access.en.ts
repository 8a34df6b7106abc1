import type { AccessTexts } from './access.texts.ts'

export const en: AccessTexts = {
  open: 'Link and access',
  title: 'Link and access',
  sub: 'People of the chat always come into the call. Others need the link.',
  loading: 'Looking to whom the call is open',
  retry: 'Try again',
  who: 'Who may come in',
  ways: {
    members: 'People of the chat',
    organisation: 'The whole organisation, by the link',
    anyone: 'Anybody, by the link',
  },
  notes: {
    members: 'The link leads nowhere. Whoever has come by it goes out.',
    organisation: 'It takes the account of somebody of the organisation.',
    anyone:
      'No account is needed: a guest types a name and waits until you let him in. Without you there are no guests in the call.',
  },
  link: 'The link of the call',
  copy: 'Copy',
  copied: 'The link of the call is copied',
  renew: 'Make another one',
  renewed: 'The link is another one; the former leads nowhere now',
  renewNote: 'The former link will lead nowhere. Whoever is in the call stays.',
  qr: 'QR code of the link of the call',
}
