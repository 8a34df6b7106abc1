import { escapeHtml } from '../../platform/http/escape-html.ts'
import type { KeptIn } from './who-may-leave.ts'

export type Language = 'ru' | 'en'

/** Where the style of these pages lies; no page has an inline one. */
export const STYLE_PATH = '/id/oidc.css'

export const STYLE = `:root{color-scheme:light dark}body{font:17px/1.5 Roboto,'Segoe UI',sans-serif;margin:0;padding:24px}
main{max-width:480px;margin:10vh auto 0}h1{font-size:28px;line-height:1.25;margin:0 0 12px}p{margin:0 0 16px}
button,a.way{display:inline-block;font:inherit;font-weight:500;padding:12px 20px;border-radius:12px;border:1px solid #8886;
background:none;color:inherit;text-decoration:none;cursor:pointer;margin:0 12px 12px 0}button.main{background:#2a6f4e;border-color:#2a6f4e;color:#fff}`

interface Texts {
  trouble: { title: string; text: string; server: string; way: string }
  logout: { title: string; text: string; yes: string; no: string }
  gone: { title: string; text: string; way: string }
  kept: { title: Record<KeptIn, string>; text: Record<KeptIn, string>; back: string; way: string }
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  ru: {
    trouble: {
      title: 'Войти не получилось',
      text: 'Ссылка для входа устарела или составлена неверно. Вернитесь в систему, из которой пришли, и начните вход ещё раз. Если не помогает, сообщите её администратору.',
      server: 'Что-то сломалось на нашей стороне. Подождите минуту и начните вход ещё раз.',
      way: 'На главную «Парты»',
    },
    logout: {
      title: 'Выйти из «Парты»?',
      text: 'Вы выйдете из «Парты» на этом устройстве и из систем, в которые вошли через неё.',
      yes: 'Выйти',
      no: 'Остаться',
    },
    gone: { title: 'Вы вышли', text: 'На общем компьютере закройте браузер.', way: 'На главную «Парты»' },
    kept: {
      title: {
        lesson: 'Здесь вход только на урок',
        leaving: 'Аккаунт удаляется',
        consent: 'Нужно согласие родителя',
      },
      text: {
        lesson:
          'Карточка открывает «Парту» на планшете класса. В другие системы войдите со своего устройства, по номеру телефона или почте.',
        leaving: 'Вы попросили удалить аккаунт. Чтобы входить через «Парту» в другие системы, верните его в «Парте».',
        consent:
          'До 14 лет через «Парту» входят в другие системы, когда родитель дал согласие. Попросите классного руководителя дать родителю семейную ссылку.',
      },
      back: 'Вернуться в систему',
      way: 'На главную «Парты»',
    },
  },
  en: {
    trouble: {
      title: 'The sign-in did not work',
      text: 'The link is out of date or wrong. Go back to the system you came from and begin the sign-in again. If that does not help, tell its administrator.',
      server: 'Something broke on our side. Wait a minute and begin the sign-in again.',
      way: 'To the front page of Parta',
    },
    logout: {
      title: 'Sign out of Parta?',
      text: 'You will be signed out of Parta on this device and of the systems that you entered through it.',
      yes: 'Sign out',
      no: 'Stay',
    },
    gone: {
      title: 'You are signed out',
      text: 'On a shared computer close the browser.',
      way: 'To the front page of Parta',
    },
    kept: {
      title: {
        lesson: 'Here you are signed in for a lesson only',
        leaving: 'The account is being deleted',
        consent: 'A parent has to consent',
      },
      text: {
        lesson:
          'The card opens Parta on the tablet of the class. Enter other systems from a device of your own, by phone number or e-mail.',
        leaving: 'You have asked to delete the account. To enter other systems through Parta, take it back in Parta.',
        consent:
          'Under 14 one enters other systems through Parta when a parent has consented. Ask the class teacher to give the parent the family link.',
      },
      back: 'Back to the system',
      way: 'To the front page of Parta',
    },
  },
}

/** What a person sees when a sign-in cannot go on: a sentence and a way, never what failed inside. */
export function troublePage(language: Language, broken: boolean): string {
  const { title, text, server, way } = TEXTS[language].trouble
  return page(language, title, `<p>${broken ? server : text}</p><a class="way" href="/">${way}</a>`)
}

/** Why somebody who is signed in goes no further, and the way back to the system that has sent him. */
export function keptInPage(language: Language, { kept, back }: { kept: KeptIn; back: string }): string {
  const { title, text, back: backTo, way } = TEXTS[language].kept
  const ways = `<a class="way" href="${escapeHtml(back)}">${backTo}</a><a class="way" href="/">${way}</a>`
  return page(language, title[kept], `<p>${text[kept]}</p>${ways}`)
}

/** Asks before signing out, since a link on any page may lead here. */
export function logoutPage(language: Language, form: { action: string; xsrf: string }): string {
  const { title, text, yes, no } = TEXTS[language].logout
  const body = `<p>${text}</p><form method="post" action="${escapeHtml(form.action)}">
<input type="hidden" name="xsrf" value="${escapeHtml(form.xsrf)}">
<button class="main" type="submit" name="logout" value="yes">${yes}</button><button type="submit">${no}</button></form>`
  return page(language, title, body)
}

export function signedOutPage(language: Language): string {
  const { title, text, way } = TEXTS[language].gone
  return page(language, title, `<p>${text}</p><a class="way" href="/">${way}</a>`)
}

function page(language: Language, title: string, body: string): string {
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><link rel="stylesheet" href="${STYLE_PATH}"><body><main><h1>${title}</h1>${body}</main></body></html>`
}
