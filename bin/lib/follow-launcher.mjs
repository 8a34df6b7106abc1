// Loaded into a process of ours before its program. It ends the process when the launcher is gone for whatever reason,
// SIGKILL included: the launcher holds the other end of the pipe and cannot outlive it.
import { flushCompileCache } from 'node:module'
import { Socket } from 'node:net'
import { isMainThread } from 'node:worker_threads'

const descriptor = process.env.PARTA_LAUNCHER_PIPE

// Workers and forked processes load this file too, but the pipe is not theirs.
delete process.env.PARTA_LAUNCHER_PIPE

if (isMainThread && descriptor !== undefined) {
  const pipe = new Socket({ fd: Number(descriptor), readable: true, writable: false })
  const end = () => process.kill(process.pid, 'SIGTERM')
  pipe.on('error', end)
  pipe.on('end', end)
  pipe.resume()
  pipe.unref()
}

// A process that has nothing more to do closes what the system holds for it and waits for that. After hundreds of thousands of
// connections that can be cut at any moment Node sometimes waits for ever, with a whole processor (nodejs/node#47748): the last
// of what listens to the end leaves without it.
if (isMainThread) {
  process.once('beforeExit', () => {
    process.on('exit', (code) => {
      flushCompileCache()
      process.reallyExit(code)
    })
  })
}
