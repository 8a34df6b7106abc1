import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DELETION_WAIT_MS } from '#contract/identity/deletion.limits.ts'
import { type Calls, createCalls, type MediaServer } from './calls/index.ts'
import type { Communities } from './communities/index.ts'
import { createCommunities, createSuspensionDuty } from './communities/index.ts'
import type { Connector } from './connector/index.ts'
import { createFiles, type Files } from './files/index.ts'
import { createFactorDuty, createIdentity, type Identity, wholePart } from './identity/index.ts'
import { type ApiDoors, createApiDoors } from './main/api-doors.ts'
import { callDoorsOf } from './main/call-doors.ts'
import { joinConnector, joinReports, letMessengerFollow } from './main/join-domains.ts'
import { doorsOf } from './main/left-doors.ts'
import {
  createMessenger,
  createPgMessageStorage,
  type Messenger,
  messengerOwnData,
  pgMessengerStores,
} from './messenger/index.ts'
import type { Config } from './platform/config/config.ts'
import { createPlatform, type RunningPlatform, type TestOptions } from './platform/create-platform.ts'
import type { Reader, Tx } from './platform/db/database.ts'
import type { Dispatcher } from './platform/dispatch/dispatcher.ts'
import type { Surface } from './platform/dispatch/viewer.ts'
import { createEgress } from './platform/egress/egress.ts'
import { createLocalFiles } from './platform/files/local-files.ts'
import { registerApi } from './platform/http/api-routes.ts'
import { registerFiles } from './platform/http/files-routes.ts'
import { registerHealth } from './platform/http/health.ts'
import { createHosts, type Hosts } from './platform/http/hosts.ts'
import { registerInboxPage } from './platform/http/inbox-page.ts'
import { createMediaDoor, registerMediaQuestions } from './platform/http/media-door.ts'
import { createAddressReader, networkOf, trustedProxies } from './platform/http/network.ts'
import { registerOidc } from './platform/http/oidc-routes.ts'
import { registerOrders } from './platform/http/order-routes.ts'
import { registerOwnData } from './platform/http/own-data-route.ts'
import { registerPages, type SendSigninPage } from './platform/http/pages.ts'
import { registerPhotos } from './platform/http/photo-routes.ts'
import { createHttpServer } from './platform/http/server.ts'
import { registerStickers } from './platform/http/sticker-routes.ts'
import { createNetworkLimit } from './platform/limits/call-limit.ts'
import { createMetrics } from './platform/log/metrics.ts'
import { collectWhenCalm, ownMemory } from './platform/memory/calm-collection.ts'
import type { Platform } from './platform/platform.ts'
import { attachGateway } from './platform/realtime/gateway.ts'
import { Hub } from './platform/realtime/hub.ts'
import { createTurnstile } from './platform/realtime/turnstile.ts'
import type { Inbox } from './platform/sms/inbox.ts'
import { registerReference } from './reference/reference-pages.ts'
import type { Reports } from './reports/index.ts'
import type { SchoolRounds } from './school/index.ts'

/** Three times as many as are answered together: while two lots are answered, what the next may hear is looked up. */
const SNAPSHOTS_AT_ONCE = 48

export interface App extends AsyncDisposable {
  readonly port: number
  readonly hosts: Hosts
  readonly platform: Platform
  readonly files: Files
  readonly identity: Identity
  readonly communities: Communities
  readonly messenger: Messenger
  readonly calls: Calls
  readonly connector: Connector
  readonly dispatcher: Dispatcher
  /** Of the electronic school, which knows nothing of the other one. */
  readonly schoolDispatcher: Dispatcher
  readonly schoolRounds: SchoolRounds
  readonly inbox: Inbox
  readonly hub: Hub
  /** Carries sound and pictures of calls; null where there are none. */
  readonly media: MediaServer | null
  /** Takes no new work, says goodbye to sockets, and resolves when everything in flight is done. */
  drain(): Promise<void>
}

type HttpServer = Awaited<ReturnType<typeof createHttpServer>>

export interface AppOptions {
  config: Config
  databaseUrl: string
  /** Folder of the built web. */
  webDist: string
  /** Whoever started it ends it. */
  media?: MediaServer | null
  /** What has to be done before anybody is answered; when it fails nobody ever is. */
  beforeServing?: (parts: Pick<App, 'platform' | 'identity'>) => Promise<void>
  test?: TestOptions
}

/** Composes the whole product in one process and starts listening. */
export async function createApp(options: AppOptions): Promise<App> {
  const resources = new AsyncDisposableStack()
  try {
    const running = resources.use(await createPlatform(options.config, options.databaseUrl, options.test ?? {}))
    return await compose(options, running, resources)
  } catch (error) {
    await resources.disposeAsync()
    throw error
  }
}

async function compose(options: AppOptions, running: RunningPlatform, resources: AsyncDisposableStack): Promise<App> {
  const { platform } = running
  const { config, media = null } = options
  const metrics = createMetrics()
  let port = config.port
  const hosts = createHosts(config, () => port)
  const { bindings, checks, ...domains } = createDomains(platform, metrics, hosts, options)
  const { doorOf, startSchool, openNotices, ...dispatchers } = createApiDoors(platform, {
    ...checks,
    bindings,
    hosts,
    sessions: domains.identity,
    keptOf: domains.messenger.keptOf,
    observe: metrics.observeOperation,
    test: options.test,
  })
  await running.replayErasures()
  await options.beforeServing?.({ platform, identity: domains.identity })
  await startWork(config.roles.includes('worker'), running, domains, resources)
  let draining = false
  const http = await createHttpServer(config, platform.log, platform.newId, hosts)
  registerHealth(http, { metrics, isReady: async () => !draining && (await isDatabaseThere(running)) })
  const answers = config.roles.includes('web')
  await registerApiAndPages(http, {
    ...domains,
    ...{ hosts, doorOf, openNotices },
    isDraining: () => draining,
    options,
    inbox: running.inbox,
  })
  const hub = createHub(platform, domains)
  measureLoad(metrics, hub, domains.messenger, media)
  const addressOf = createAddressReader(trustedProxies(config.trustedProxies))
  const gateway = attachGateway(answers ? http.server : null, {
    hub,
    dispatcher: dispatchers.dispatcher,
    hosts,
    clock: platform.clock,
    random: platform.random,
    log: platform.log,
    newId: platform.newId,
    viewerOf: domains.identity.viewerOf,
    networkOf: (request) => networkOf(addressOf(request)),
    noteUse: domains.identity.noteUse,
    noteConnected: domains.identity.noteConnected,
    liveProfiles: domains.identity.liveProfiles,
    snapshot: (viewer, hello) => domains.messenger.sync.snapshot(viewer.profileId, hello),
    turnstile: createTurnstile(SNAPSHOTS_AT_ONCE),
    build: platform.newId(),
    passOn: createMediaDoor({ hosts, innerUrl: innerUrlOf(media) }),
  })
  await http.listen({ port: config.port, host: config.listen })
  port = (http.server.address() as AddressInfo).port
  const drain = async () => {
    draining = true
    gateway.drain()
    await domains.messenger.committer.idle()
  }
  resources.defer(async () => {
    await drain()
    await gateway.close()
    await http.close()
  })
  resources.defer(startSchool())
  return {
    port,
    hosts,
    platform,
    ...domains,
    ...dispatchers,
    inbox: running.inbox,
    hub,
    media,
    drain,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

type AnswerParts = Pick<App, 'hosts' | 'identity' | 'files' | 'communities' | 'messenger' | 'inbox'> &
  Pick<ApiDoors, 'doorOf' | 'openNotices'> & { isDraining: () => boolean; options: AppOptions }

/** What this process answers of the product and of the electronic school, or neither. */
async function registerApiAndPages(http: HttpServer, parts: AnswerParts): Promise<void> {
  const { hosts, doorOf, isDraining, options, inbox } = parts
  if (doorOf('main') === null && doorOf('school') === null) return
  registerApi(http, { hosts, doorOf, isDraining })
  await parts.openNotices(http, isDraining)
  const pages = { dist: options.webDist, answers: (surface: Surface) => doorOf(surface) !== null }
  const sendSignin = await registerPages(http, hosts, pages)
  if (doorOf('main') === null) return
  if (options.config.publicUrl === '') registerInboxPage(http, inbox)
  await registerAnswers(http, parts, sendSignin)
}

/** Everything else that people's browsers ask the product for. */
async function registerAnswers(http: HttpServer, parts: AnswerParts, sendSignin: SendSigninPage): Promise<void> {
  const { hosts, identity, files, communities, messenger, isDraining, options } = parts
  const limit = createNetworkLimit(options.test?.limitFactor ?? 1)
  await registerFiles(http, { pages: files.pages, hosts, viewerOf: identity.viewerOf, limit, isDraining })
  const open: typeof identity.photos.open = async (profileId, id, size) =>
    (await identity.photos.open(profileId, id, size)) ??
    (await messenger.pictures.open(profileId, id, size)) ??
    (await messenger.attachments.openPreview(profileId, id, size)) ??
    (await messenger.previews.openPicture(profileId, id, size)) ??
    communities.openLogo(profileId, id, size)
  registerOrders(http, { hosts, viewerOf: identity.viewerOf, limit, open: communities.openOrder })
  registerPhotos(http, { hosts, viewerOf: identity.viewerOf, limit, open })
  registerStickers(http, { hosts, viewerOf: identity.viewerOf, limit, open: messenger.stickers.openPicture })
  registerOwnData(http, { hosts, viewerOf: identity.viewerOf, open: identity.openOwnData, isDraining })
  registerReference(http)
  registerMediaQuestions(http, { hosts, innerUrl: innerUrlOf(options.media ?? null) })
  await registerOidc(http, identity.oidc.pages, hosts, sendSignin)
}

/** What happens without being asked for; a process that does no such work only puts jobs into the queue. */
async function startWork(
  works: boolean,
  running: RunningPlatform,
  { messenger, calls, connector }: Pick<App, 'messenger' | 'calls' | 'connector'>,
  resources: AsyncDisposableStack,
): Promise<void> {
  await messenger.stickers.ensureOwn()
  await running.jobs.start(works)
  resources.defer(() => running.jobs.stop())
  if (works) resources.defer(messenger.expiry.start())
  if (works) resources.defer(messenger.polls.start())
  if (works) resources.defer(messenger.announcing.start())
  if (works) resources.defer(messenger.scheduled.start())
  if (works) resources.defer(messenger.supervision.start())
  if (works) resources.defer(messenger.heldReads.start())
  if (works) resources.defer(calls.rounds.start())
  if (works) resources.defer(calls.planRounds.start())
  if (works) resources.defer(connector.rounds.start())
  const memory = ownMemory()
  if (memory !== null) resources.defer(collectWhenCalm({ clock: running.platform.clock, memory }))
}

function createDomains(
  platform: Platform,
  metrics: ReturnType<typeof createMetrics>,
  hosts: Hosts,
  { media = null, test = {} }: Pick<AppOptions, 'media' | 'test'>,
) {
  const files = createFiles(platform, {
    storage: createLocalFiles(join(platform.config.data, 'files')),
    originOf: hosts.filesUrl,
    liveProfiles: (sessionIds) => identity.liveProfiles(sessionIds),
    communityQuota: (reader, communityId) => communities.quotas.storageMax(reader, communityId),
  })
  const identity: Identity = createIdentity(platform, files, {
    siteUrl: () => hosts.url('main'),
    originOf: hosts.url,
    fetch: (url, init) => fetch(url, init),
    limitFactor: test.limitFactor ?? 1,
  })
  const communities: Communities = createCommunities(platform, identity, files, {
    siteUrl: () => hosts.url('main'),
    restless: test.restless === true,
  })
  const checkSuspension = createSuspensionDuty(platform, (...key) => messenger.belongingOf(...key))
  const doors = doorsOf({ platform, identity, communities, hosts, checkSuspension })
  const messenger = createMessenger({
    platform,
    files,
    metrics,
    stores: pgMessengerStores,
    messageStorage: createPgMessageStorage(platform.db),
    doors,
    classesOf: communities.channelClassesOf,
    standingsOf: communities.standingsOf,
    lookAtPage: platform.config.linkPreviews === 'on' ? createEgress(platform.clock, test.egress) : null,
  })
  letMessengerFollow({ files, identity, communities, messenger })
  const calls = createCalls({
    platform,
    media,
    ...callDoorsOf({ identity, communities, messenger, doors }),
    ownUrl: () => `${hosts.url('main').replace(/^http/, 'ws')}/media`,
  })
  messenger.hooks.chatErased.push(calls.doEraseChat)
  identity.hooks.merge.push(calls)
  const connector = joinConnector({ platform, identity, communities, messenger })
  const reports = joinReports({ platform, identity, communities, messenger })
  takePartInDeletions({ platform, files, identity, communities, messenger, others: [reports, calls, connector] })
  const domains = [files, identity, communities, messenger, calls, connector, reports]
  const bindings = domains.flatMap((domain) => domain.bindings)
  const checkFactor = createFactorDuty(platform, {
    administratorSince: communities.administratorSince,
    obligatory: platform.config.publicUrl !== '' || test.obligatoryFactors === true,
  })
  return {
    files,
    identity,
    communities,
    messenger,
    calls,
    connector,
    bindings,
    checks: { checkFactor, checkSuspension },
  }
}

/** Who erases what of somebody whose account is deleted, in this order, and who else has part in it (IDN-24). */
function takePartInDeletions({
  platform,
  files,
  identity,
  communities,
  messenger,
  others,
}: Pick<App, 'platform' | 'files' | 'identity' | 'communities' | 'messenger'> & {
  others: readonly Pick<Reports, 'erasers' | 'ownData'>[]
}): void {
  const { goneMessages } = messenger
  const retentionsOf = async (reader: Reader, profileIds: readonly string[]) =>
    communities.retentionsOf(reader, await goneMessages.organisationsOf(reader, profileIds))
  const doNote = async (tx: Tx, profileIds: readonly string[], goneAt: Date) => {
    const rules = await retentionsOf(tx, profileIds)
    await goneMessages.doNote(tx, profileIds, goneAt, new Map(rules.map((rule) => [rule.communityId, rule.months])))
  }
  identity.hooks.retentions.push(retentionsOf)
  communities.hooks.retentionChanged.push(goneMessages.onRetentionChanged)
  platform.jobs.declare({
    name: 'messenger.erase-gone',
    retries: 3,
    cron: '*/10 * * * *',
    handle: goneMessages.finishDue,
  })
  identity.hooks.cardChanged.push(messenger.onCardChanged)
  identity.hooks.renamed.push(messenger.onCardChanged)
  identity.hooks.leaving.push(async (tx, profileIds, leaves) => {
    if (leaves) return doNote(tx, profileIds, new Date(platform.clock.now() + DELETION_WAIT_MS))
    await goneMessages.doForget(tx, profileIds)
    for (const profileId of profileIds) await messenger.communityChats.onReturned(tx, profileId)
  })
  identity.hooks.erasers.push(
    { what: 'files', erase: (tx, { profileIds }) => files.eraseOwned(tx, profileIds, messenger.filesAmong) },
    {
      // What is said stays for as long as its organisation keeps it: nothing is erased, and nothing is counted, now.
      what: 'records',
      async erase(tx, { profileIds }, goneAt) {
        await doNote(tx, profileIds, goneAt)
        return 0
      },
    },
    ...messenger.erasers,
    ...others.flatMap(({ erasers }) => erasers),
    ...communities.erasers,
  )
  identity.hooks.ownData.push(
    wholePart('files', (reader, { profileIds }) => files.ownedBy(reader, profileIds)),
    ...messengerOwnData,
    ...others.flatMap(({ ownData }) => ownData),
  )
}

function createHub(platform: Platform, { identity, messenger }: Pick<App, 'identity' | 'messenger'>): Hub {
  return new Hub({
    bus: platform.bus,
    clock: platform.clock,
    log: platform.log,
    audiencesOf: messenger.sync.audiencesOf,
    readLog: messenger.sync.readLog,
    readHeads: messenger.sync.heads,
    liveProfiles: identity.liveProfiles,
    membershipChange: messenger.membershipChange,
    referenceOf: messenger.referenceOf,
    signOf: messenger.signOf,
  })
}

function measureLoad(
  metrics: ReturnType<typeof createMetrics>,
  hub: Hub,
  { committer }: Messenger,
  media: MediaServer | null,
): void {
  metrics.gauge('parta_sockets', 'Open sockets of this process', () => hub.connections)
  metrics.gauge('parta_messages_waiting', 'Messages that wait for a commit', () => committer.waiting)
  const isUp = () => (media?.state() === 'ready' ? 1 : 0)
  metrics.gauge('parta_media_server_up', 'Whether the media server of calls answers', isUp)
}

/** Browsers reach a cluster by its own address. */
function innerUrlOf(media: MediaServer | null): () => string | null {
  return () => (media === null || media.browserUrl !== null ? null : (media.access()?.apiUrl ?? null))
}

async function isDatabaseThere(running: RunningPlatform): Promise<boolean> {
  await running.pool.query('select 1')
  return true
}
