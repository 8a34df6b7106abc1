import { checkMedia } from './media-checks.ts'
import { schoolVariables } from './school-variables.ts'
import { address, choice, choices, integer, text, type Variable } from './variables.ts'

export const ROLES = ['web', 'worker', 'media', 'school'] as const
export type ProcessRole = (typeof ROLES)[number]

/** Every variable that the product reads. An empty environment is a working single machine. */
export const variables = {
  port: integer('PARTA_PORT', { sentence: 'Port on which the product listens.', default: 8080, min: 0, max: 65_535 }),
  listen: text('PARTA_LISTEN', { sentence: 'Address on which the product listens.', default: '127.0.0.1' }),
  publicUrl: address('PARTA_PUBLIC_URL', {
    sentence:
      'Address under which people reach the site, https only. When it is named this is a real installation: no inbox page, no demonstration people.',
    default: '',
  }),
  operatorUrl: address('PARTA_OPERATOR_URL', {
    sentence: 'Address of the operator’s console; its host differs from the site’s. Derived as ops.<host> when empty.',
    default: '',
  }),
  filesUrl: address('PARTA_FILES_URL', {
    sentence:
      'Address from which files are loaded; its host differs from the other two, so that nothing uploaded is ever a page of the site. Derived as files.<host> when empty.',
    default: '',
  }),
  ...schoolVariables,
  filesPersonMegabytes: integer('PARTA_FILES_PERSON_MB', {
    sentence: 'Megabytes (binary) that the files of one person may have together.',
    default: 5_120,
    min: 1,
    max: 10_000_000,
  }),
  filesCommunityMegabytes: integer('PARTA_FILES_COMMUNITY_MB', {
    sentence:
      'Megabytes (binary) that the files of one organisation may have together, unless an operator has said something else of it.',
    default: 512_000,
    min: 1,
    max: 1_000_000_000,
  }),
  data: text('PARTA_DATA', {
    sentence: 'Folder for everything that the product keeps: the built-in database and files.',
    default: '.data',
  }),
  mediaTools: text('PARTA_MEDIA_TOOLS', {
    sentence:
      'Folder with ffmpeg and ffprobe, which voice messages and previews of films need; looked for where packages put them when empty.',
    default: '',
  }),
  databaseUrl: text('PARTA_DATABASE_URL', {
    sentence:
      'The operator’s own PostgreSQL, version 16 or newer, as postgres://… The built-in one is used when empty.',
    default: '',
    secret: true,
  }),
  backups: text('PARTA_BACKUPS', {
    sentence:
      'Folder for backups of the built-in database, best on another disk. When it is named, every change is there within a minute or so and `npm run restore -- --at` reaches any moment since the oldest `npm run backup`.',
    default: '',
  }),
  backupKey: text('PARTA_BACKUP_KEY', {
    sentence:
      'File with the key that seals backups and the counts of anonymous polls; made when the first of them is, `backup.key` in PARTA_DATA when empty. Keep a copy of it elsewhere; several processes have the same one.',
    default: '',
  }),
  databaseConnections: integer('PARTA_DATABASE_CONNECTIONS', {
    sentence: 'Connections that one process holds to the database.',
    default: 20,
    min: 4,
    max: 500,
  }),
  busUrl: text('PARTA_BUS_URL', {
    sentence: 'Valkey or Redis between several processes on one database, as redis://…; one process needs none.',
    default: '',
    secret: true,
  }),
  roles: choices('PARTA_ROLES', {
    sentence:
      'What this process does: `web` answers pages, API and sockets, `worker` runs jobs, `media` keeps the media server of calls, one process on a data folder, `school` answers the electronic school; the same words may follow --roles=.',
    default: ROLES,
    values: ROLES,
  }),
  demo: choice('PARTA_DEMO', {
    sentence: 'Whether an empty database gets the demonstration school; the same word may follow --demo=.',
    default: 'on',
    values: ['on', 'off'],
  }),
  operatorPhone: text('PARTA_OPERATOR_PHONE', {
    sentence: 'Phone of the first operator; asked for at the first start of a real installation when empty.',
    default: '',
  }),
  tlsCertificate: text('PARTA_TLS_CERTIFICATE', {
    sentence: 'File with the certificate chain; the product speaks TLS itself when this and the key are named.',
    default: '',
  }),
  tlsKey: text('PARTA_TLS_KEY', { sentence: 'File with the private key of the certificate.', default: '' }),
  trustedProxies: text('PARTA_TRUSTED_PROXIES', {
    sentence: 'Addresses or networks of proxies whose X-Forwarded-* are believed, comma-separated.',
    default: '',
  }),
  sms: choice('PARTA_SMS', {
    sentence:
      'How SMS leave: `log` keeps them for the inbox page of the demonstration, `http` posts them to a gateway, `smpp` hands them to a message centre.',
    default: 'log',
    values: ['log', 'http', 'smpp'],
  }),
  smsUrl: address('PARTA_SMS_URL', {
    sentence:
      'Address of the SMS gateway, which gets {"to","text","id"} as JSON, or of the message centre as smpp://system:password@host:port (ssmpp:// with TLS).',
    default: '',
    secret: true,
  }),
  smsToken: text('PARTA_SMS_TOKEN', { sentence: 'Bearer token for the SMS gateway.', default: '', secret: true }),
  smsSender: text('PARTA_SMS_SENDER', {
    sentence: 'Number or name that receivers see, as agreed with the message centre (SMPP).',
    default: 'Parta',
  }),
  smsPerDay: integer('PARTA_SMS_PER_DAY', {
    sentence: 'SMS that the whole installation sends in a day before it stops and says so.',
    default: 50_000,
    min: 1,
    max: 100_000_000,
  }),
  smsCommunityPerMonth: integer('PARTA_SMS_COMMUNITY_PER_MONTH', {
    sentence:
      'SMS that one organisation may cost in a calendar month, unless an operator has said something else of it.',
    default: 10_000,
    min: 0,
    max: 100_000_000,
  }),
  calls: choice('PARTA_CALLS', {
    sentence:
      'Whether a code comes by an incoming call too, whose number ends with it: `off`, `log` keeps it for the inbox page, `http` asks a gateway.',
    default: 'off',
    values: ['off', 'log', 'http'],
  }),
  callsUrl: address('PARTA_CALLS_URL', {
    sentence:
      'Address of the gateway of calls: it gets {"to","id"} as JSON and answers {"code"}, the last six digits of the number from which it calls, each combination as likely.',
    default: '',
    secret: true,
  }),
  callsToken: text('PARTA_CALLS_TOKEN', {
    sentence: 'Bearer token for the gateway of calls.',
    default: '',
    secret: true,
  }),
  mediaServer: choice('PARTA_MEDIA_SERVER', {
    sentence:
      'Who carries sound and pictures of calls: `own` is the media server that `npm start` builds, `cluster` a LiveKit of the operator, `off` has no calls.',
    default: 'own',
    values: ['own', 'cluster', 'off'],
  }),
  mediaProgram: text('PARTA_MEDIA_PROGRAM', {
    sentence: 'The program of our own media server; the one that `npm start` has built when empty.',
    default: '',
  }),
  mediaUdpPorts: text('PARTA_MEDIA_UDP_PORTS', {
    sentence:
      'UDP ports on which media of calls come in, as `7882` or `7882-7889`, best one for each processor; open to people in the firewall.',
    default: '7882-7889',
  }),
  mediaTcpPort: integer('PARTA_MEDIA_TCP_PORT', {
    sentence: 'TCP port of media for networks without UDP; open to people in the firewall.',
    default: 7_881,
    min: 1,
    max: 65_535,
  }),
  mediaAddress: text('PARTA_MEDIA_ADDRESS', {
    sentence:
      'Public IP address at which people reach the media server, one of each version with a comma; its own addresses when empty.',
    default: '',
  }),
  mediaInterfaces: text('PARTA_MEDIA_INTERFACES', {
    sentence: 'Network interfaces over which calls go, comma-separated; those that lead out of the machine when empty.',
    default: '',
  }),
  mediaTurnPort: integer('PARTA_MEDIA_TURN_PORT', {
    sentence:
      'UDP port of the relay of calls, which also tells browsers their own address; open to people in the firewall.',
    default: 3_478,
    min: 1,
    max: 65_535,
  }),
  mediaTurnDomain: text('PARTA_MEDIA_TURN_DOMAIN', {
    sentence:
      'Name of its own for the relay over TLS, which gets calls through networks that let only https out. Browsers connect to its port 443. No such relay when empty.',
    default: '',
  }),
  mediaTurnTlsPort: integer('PARTA_MEDIA_TURN_TLS_PORT', {
    sentence: 'Local TCP port of the relay over TLS, to which port 443 of its name leads.',
    default: 5_349,
    min: 1,
    max: 65_535,
  }),
  mediaTurnCertificate: text('PARTA_MEDIA_TURN_CERTIFICATE', {
    sentence: 'File with the certificate of the relay; a proxy before it ends TLS when this and the key are empty.',
    default: '',
  }),
  mediaTurnKey: text('PARTA_MEDIA_TURN_KEY', {
    sentence: 'File with the private key of the certificate of the relay.',
    default: '',
  }),
  mediaDrainSeconds: integer('PARTA_MEDIA_DRAIN_SECONDS', {
    sentence: 'Seconds that the end of the product waits for running calls to end by themselves.',
    default: 0,
    min: 0,
    max: 86_400,
  }),
  mediaUrl: address('PARTA_MEDIA_URL', {
    sentence: 'Address at which browsers reach the cluster, as wss://….',
    default: '',
  }),
  mediaApiUrl: address('PARTA_MEDIA_API_URL', {
    sentence: 'Address at which the product reaches the API of the cluster; derived from PARTA_MEDIA_URL when empty.',
    default: '',
  }),
  mediaKey: text('PARTA_MEDIA_KEY', { sentence: 'Name of the key of the cluster.', default: '' }),
  mediaSecret: text('PARTA_MEDIA_SECRET', { sentence: 'The key of the cluster.', default: '', secret: true }),
  linkPreviews: choice('PARTA_LINK_PREVIEWS', {
    sentence:
      'Whether the server looks at pages to which messages lead and shows cards of them: these hosts learn that somebody here has named them. Organisations decide for their chats; nothing is asked while it is `off`.',
    default: 'off',
    values: ['off', 'on'],
  }),
  mail: choice('PARTA_MAIL', {
    sentence: 'How letters leave: `log` keeps them for the inbox page, `smtp` hands them to a server.',
    default: 'log',
    values: ['log', 'smtp'],
  }),
  smtpUrl: text('PARTA_SMTP_URL', {
    sentence: 'The mail server, as smtp://user:password@host:port.',
    default: '',
    secret: true,
  }),
  supportMail: text('PARTA_SUPPORT_MAIL', {
    sentence:
      'Address of the support mailbox, to which organisations may write their requests as well. The front page shows it; none is shown when it is empty.',
    default: '',
  }),
  mailFrom: text('PARTA_MAIL_FROM', { sentence: 'Sender of letters.', default: 'Парта <noreply@localhost>' }),
  operatorFactorDays: integer('PARTA_OPERATOR_FACTOR_DAYS', {
    sentence:
      'Days after which an operator’s account needs an app with codes or a passkey for everything but connecting one; 0 is at once. In force where PARTA_PUBLIC_URL is named.',
    default: 0,
    min: 0,
    max: 3_650,
  }),
  administratorFactorDays: integer('PARTA_ADMINISTRATOR_FACTOR_DAYS', {
    sentence:
      'Days after which an administrator of an organisation needs an app with codes or a passkey for what only administrators may do. In force where PARTA_PUBLIC_URL is named.',
    default: 7,
    min: 0,
    max: 3_650,
  }),
  numberIdleDays: integer('PARTA_NUMBER_IDLE_DAYS', {
    sentence:
      'Days without any use after which a code by SMS alone opens an account no more, because its number may be somebody else’s by now.',
    default: 180,
    min: 30,
    max: 3_650,
  }),
  lessonMinutes: integer('PARTA_LESSON_MINUTES', {
    sentence: 'Minutes after which whoever has signed in by a class card is signed out.',
    default: 60,
    min: 5,
    max: 480,
  }),
  logLevel: choice('PARTA_LOG_LEVEL', {
    sentence: 'Least weight of lines in the log.',
    default: 'warn',
    values: ['debug', 'info', 'warn', 'error'],
  }),
} as const satisfies Readonly<Record<string, Variable<unknown>>>

export type Config = { readonly [K in keyof typeof variables]: ReturnType<(typeof variables)[K]['read']> }

/** All mistakes of a configuration at once. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[]
  constructor(mistakes: readonly string[]) {
    super(`The configuration has mistakes:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`)
    this.name = 'ConfigError'
    this.mistakes = mistakes
  }
}

/**
 * Reads the configuration from the environment and from `--roles=` and `--demo=`.
 *
 * @throws ConfigError naming every mistake
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  args: readonly string[] = [],
): Config {
  const merged = { ...environment, ...readArguments(args) }
  const mistakes: string[] = []
  const values: Record<string, unknown> = {}
  for (const [key, variable] of Object.entries(variables)) {
    try {
      values[key] = variable.read(merged[variable.name])
    } catch (error) {
      mistakes.push(`${variable.name}: ${(error as Error).message}`)
    }
  }
  const config = values as unknown as Config
  if (mistakes.length === 0) mistakes.push(...checkTogether(config))
  for (const name of Object.keys(environment)) {
    if (name.startsWith('PARTA_') && !known(name)) mistakes.push(`${name}: there is no such variable`)
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes)
  return config
}

/** Variables of the test run and the launcher, which are no configuration of the product. */
const OUTSIDE = /^PARTA_(TEST|GATE|LAUNCHER)(_|$)/

function known(name: string): boolean {
  return OUTSIDE.test(name) || Object.values(variables).some((variable) => variable.name === name)
}

function readArguments(args: readonly string[]): Record<string, string> {
  const read: Record<string, string> = {}
  for (const argument of args) {
    const match = /^--(roles|demo|port)=(.+)$/.exec(argument)
    if (match) read[`PARTA_${match[1]!.toUpperCase()}`] = match[2]!
  }
  return read
}

function checkTogether(config: Config): string[] {
  const mistakes: string[] = []
  if (config.publicUrl !== '' && !config.publicUrl.startsWith('https://')) {
    mistakes.push('PARTA_PUBLIC_URL: expected an https:// address, because sessions travel in secure cookies only')
  }
  mistakes.push(...checkHosts(config))
  if ((config.tlsCertificate === '') !== (config.tlsKey === '')) {
    mistakes.push('PARTA_TLS_CERTIFICATE and PARTA_TLS_KEY: both are needed or none')
  }
  if (config.publicUrl !== '' && config.sms === 'log') {
    mistakes.push(
      'PARTA_SMS: a real installation needs a gateway (http or smpp), because nobody can read codes that are kept',
    )
  }
  mistakes.push(...checkSms(config), ...checkMedia(config))
  if (config.calls === 'http' && config.callsUrl === '') mistakes.push('PARTA_CALLS_URL: needed with PARTA_CALLS=http')
  if (config.publicUrl !== '' && config.calls === 'log') {
    mistakes.push('PARTA_CALLS: a real installation calls by a gateway (http) or not at all (off)')
  }
  if (config.mail === 'smtp' && config.smtpUrl === '') mistakes.push('PARTA_SMTP_URL: needed with PARTA_MAIL=smtp')
  return mistakes
}

/** Cookies go by the host, so what people have uploaded must not come from a host where a session is. */
function checkHosts({ publicUrl, operatorUrl, filesUrl, schoolUrl }: Config): string[] {
  const hostsOf = (...urls: readonly string[]) => urls.filter((url) => url !== '').map((url) => new URL(url).hostname)
  const mistakes: string[] = []
  if (hostsOf(publicUrl, operatorUrl).includes(hostsOf(filesUrl)[0]!)) {
    mistakes.push('PARTA_FILES_URL: expected a host of its own')
  }
  if (hostsOf(publicUrl, operatorUrl, filesUrl).includes(hostsOf(schoolUrl)[0]!)) {
    mistakes.push('PARTA_SCHOOL_URL: expected a host of its own')
  }
  return mistakes
}

function checkSms({ sms, smsUrl }: Config): string[] {
  if (sms === 'log') return []
  if (smsUrl === '') return [`PARTA_SMS_URL: needed with PARTA_SMS=${sms}`]
  const schemes = sms === 'smpp' ? ['smpp:', 'ssmpp:'] : ['http:', 'https:']
  if (schemes.includes(new URL(smsUrl).protocol)) return []
  return [`PARTA_SMS_URL: expected ${schemes.map((scheme) => `${scheme}//`).join(' or ')} with PARTA_SMS=${sms}`]
}
