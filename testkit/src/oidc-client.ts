import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as openid from 'openid-client'
import type { InputOf } from '#contract/kit/operation.ts'
import type { SystemScope } from '#contract/kit/system-scopes.ts'
import type { Operations } from '#contract/operations.ts'
import type { Client } from './client.ts'
import { newId, signInOperator } from './people.ts'
import type { World } from './world.ts'

export type Scopes = InputOf<Operations['oidcClients.create']>['scopes']

/** One request to be told who somebody is: what the client keeps until the answer. */
export interface Asked {
  url: URL
  verifier: string
  state: string
  nonce: string
}

export type AskOptions = Readonly<Record<string, string>>

/** An outside system on loopback: it sends people to Парта and takes their tokens, by openid-client. */
export class OutsideSystem implements AsyncDisposable {
  readonly id: string
  readonly secret: string
  readonly redirectUri: string
  readonly goneUri: string
  readonly config: openid.Configuration
  /** Logout tokens that have come by the back channel. */
  readonly logouts: string[]
  /** Answers that have come as a form. */
  readonly forms: URLSearchParams[]
  /** Status with which logout tokens are answered. */
  readonly back: { status: number }
  readonly #server: Server

  constructor(parts: {
    id: string
    secret: string
    origin: string
    config: openid.Configuration
    server: Server
    logouts: string[]
    forms: URLSearchParams[]
    back: { status: number }
  }) {
    this.id = parts.id
    this.secret = parts.secret
    this.redirectUri = `${parts.origin}/callback`
    this.goneUri = `${parts.origin}/gone`
    this.config = parts.config
    this.logouts = parts.logouts
    this.forms = parts.forms
    this.back = parts.back
    this.#server = parts.server
  }

  async ask(scope: string, options: AskOptions = {}): Promise<Asked> {
    const verifier = openid.randomPKCECodeVerifier()
    const state = openid.randomState()
    const nonce = openid.randomNonce()
    const url = openid.buildAuthorizationUrl(this.config, {
      redirect_uri: this.redirectUri,
      scope,
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...options,
    })
    return { url, verifier, state, nonce }
  }

  /** Takes the tokens; checks state, nonce, issuer, audience and signature on the way. */
  take(asked: Asked, answer: URL, more: { maxAge?: number } = {}) {
    return openid.authorizationCodeGrant(this.config, answer, {
      pkceCodeVerifier: asked.verifier,
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      idTokenExpected: true,
      ...more,
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

/** Registers an outside system with an operator and starts it. */
export async function createOutsideSystem(
  world: World,
  options: { name?: string; scopes?: Scopes; systemScopes?: SystemScope[]; noticeUri?: string; operator?: Client } = {},
): Promise<OutsideSystem> {
  const logouts: string[] = []
  const forms: URLSearchParams[] = []
  const back = { status: 200 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
      const told = form.get('logout_token')
      if (request.url === '/backchannel' && told !== null) logouts.push(told)
      if (request.url === '/callback' && request.method === 'POST') forms.push(form)
      response.writeHead(back.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  // A name that browsers of the tests find; our own server calls by the address.
  const origin = `http://outside.localhost:${port}`
  const operator = options.operator ?? (await signInOperator(world))
  const { client, secret } = await operator.call('oidcClients.create', {
    id: newId(),
    name: options.name ?? 'Электронный дневник',
    redirectUris: [`${origin}/callback`],
    postLogoutRedirectUris: [`${origin}/gone`],
    backchannelLogoutUri: `http://127.0.0.1:${port}/backchannel`,
    scopes: options.scopes ?? ['profile', 'birthdate', 'roles'],
    ...(options.noticeUri === undefined ? {} : { noticeUri: options.noticeUri }),
    ...(options.systemScopes === undefined ? {} : { systemScopes: options.systemScopes }),
  })
  const config = await openid.discovery(issuerOf(world), client.id, secret, openid.ClientSecretBasic(secret), {
    execute: [openid.allowInsecureRequests],
  })
  return new OutsideSystem({ id: client.id, secret, origin, config, server, logouts, forms, back })
}

export function issuerOf(world: World): URL {
  return new URL(`http://localhost:${world.app.port}/id`)
}

export interface Arrival {
  status: number
  /** Where the browser stands. */
  url: URL
  text: string
  /** The number of the interaction whose page it is. */
  interaction: string | null
}

const REDIRECTS_MAX = 10

/** Opens an address of Парта and follows its redirects, until a page is shown or the browser leaves for another host. */
export async function browse(browser: Client, address: URL | string): Promise<Arrival> {
  let url = new URL(address, browser.origin)
  for (let i = 0; i < REDIRECTS_MAX; i += 1) {
    if (url.host !== browser.host) return { status: 0, url, text: '', interaction: null }
    const answer = await browser.raw(`${url.pathname}${url.search}`, { headers: { accept: 'text/html' } })
    const { location } = answer.headers
    if (location === undefined || answer.status < 300 || answer.status > 399) {
      const interaction = /^\/id\/interaction\/([^/]+)$/.exec(url.pathname)?.[1] ?? null
      return { status: answer.status, url, text: answer.text, interaction }
    }
    url = new URL(location, url)
  }
  return assert.fail(`${browser.name} is sent in circles, at last to ${url.pathname}`)
}

/** The way of somebody who is signed in, from the client and back to it; he agrees to what is shown. */
export async function agree(browser: Client, asked: Asked, profileId?: string): Promise<URL> {
  const arrival = await browse(browser, asked.url)
  if (arrival.url.host !== browser.host) return arrival.url
  assert.ok(arrival.interaction !== null, `${browser.name} stands at ${arrival.url.pathname}: ${arrival.text}`)
  const id = arrival.interaction
  if (profileId !== undefined) await browser.call('oidc.chooseProfile', { id, profileId })
  const { to } = await browser.call('oidc.confirm', { id })
  const back = await browse(browser, to)
  assert.equal(back.status, 0, `${browser.name} does not come back to the client: ${back.status} ${back.text}`)
  return back.url
}

/** Sends a form to Парта as a page of another site does, which gets none of our cookies along; follows the answer in the browser. */
export async function sendForm(browser: Client, address: URL, form: URLSearchParams | string): Promise<Arrival> {
  const answer = await browser.raw(address.pathname, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      origin: 'http://outside.localhost',
      cookie: '',
    },
    body: form.toString(),
  })
  const { location } = answer.headers
  if (location !== undefined) return browse(browser, new URL(location, browser.origin))
  return { status: answer.status, url: address, text: answer.text, interaction: null }
}
