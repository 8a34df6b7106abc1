import type { App } from '../app.ts'
import type { MediaState } from '../calls/index.ts'

/** Prints where the product answers and, in the demonstration, who can sign in. */
export async function announce(app: App): Promise<void> {
  const { config } = app.platform
  const lines = [
    '',
    'Парта работает.',
    `  Сайт и мессенджер   ${app.hosts.url('main')}`,
    `  Консоль оператора   ${app.hosts.url('operator')}`,
    `  Электронная школа   ${app.hosts.url('school')}`,
  ]
  if (config.publicUrl === '') lines.push(`  Коды из СМС         ${app.hosts.url('main')}/dev/inbox`)
  if (config.publicUrl === '' && config.demo === 'on') {
    const { demonstrationPeople } = await import('../demonstration/people.ts')
    lines.push(
      '',
      'Кто может войти: введите телефон, выберите «Я здесь впервые» (оператор: «Забыли или не установили пароль?»),',
      'код придёт на страницу кодов.',
    )
    for (const person of demonstrationPeople()) lines.push(`  ${person.phone}  ${person.who}`)
    const { SCHOOL_LOGINS, SCHOOL_PASSWORD } = await import('../demonstration/electronic-school.ts')
    lines.push('', `В электронную школу входят по логину, пароль у всех «${SCHOOL_PASSWORD}».`)
    for (const { login, who } of SCHOOL_LOGINS) lines.push(`  ${login.padEnd(12)}  ${who}`)
  }
  if (!(await app.files.media.isThere())) {
    lines.push(
      '',
      'Нет ffmpeg: голосовых сообщений и просмотра видео не будет, остальное работает. На Debian его ставит',
      '    apt-get update && apt-get install -y --no-install-recommends ffmpeg',
    )
  }
  if (app.media !== null) lines.push(...aboutCalls(app.media.state()))
  lines.push('', 'Остановить: Ctrl+C', '')
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** What is missing for calls, and who can change that. */
function aboutCalls(state: MediaState): readonly string[] {
  if (state === 'ready') return []
  if (state === 'missing') {
    return [
      '',
      'Нет медиасервера: звонков не будет, остальное работает. Его собирает npm start, если на машине есть Go 1.26 или новее;',
      'если звонки ведёт другой процесс, на той же папке данных у него должна быть роль media.',
    ]
  }
  return ['', 'Медиасервер ещё не отвечает: звонки появятся, как только он ответит.']
}
