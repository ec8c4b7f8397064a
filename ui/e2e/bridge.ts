// Tests talk to a real book: `corong-bridge` runs the application's own commands behind HTTP on loopback and serves
// ui/dist under the window's content policy. Here stands what a window would give the page, spoken over that bridge.

import { test as base, type APIRequestContext, type Page } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const name = process.platform === 'win32' ? 'corong-bridge.exe' : 'corong-bridge';
const target = process.env['CARGO_TARGET_DIR'] ?? resolve(import.meta.dirname, '..', '..', 'target');

/** Where the bridge was built. */
export const bridgePath = process.env['CORONG_BRIDGE'] ?? [join(target, 'debug', name), join(target, 'release', name)].find(existsSync) ?? join(target, 'debug', name);

/** A book with a bridge in front of it. */
export interface Bridge {
  url: string;
  folder: string;
  book: string;
  /** Calls a command of the book past the page. */
  ipc: (cmd: string, args?: Record<string, unknown>) => Promise<unknown>;
  stop: () => Promise<void>;
}

/** Starts a bridge over a book in a new folder. `extra` goes to the program: `--demo`, `--import FILE`. */
export async function startBridge(request: APIRequestContext, extra: readonly string[] = [], folder = mkdtempSync(join(tmpdir(), 'corong-'))): Promise<Bridge> {
  const book = join(folder, 'test.corong');
  const child = spawn(bridgePath, ['--book', book, '--port', '0', '--save-to', folder, ...extra], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await listening(child);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    folder,
    book,
    ipc: async (cmd, args = {}) => {
      const answer = (await (await request.post(`${url}/ipc`, { data: { cmd, args } })).json()) as { ok?: unknown; error?: unknown };
      if (answer.error !== undefined) throw new Error(`${cmd}: ${JSON.stringify(answer.error)}`);
      return answer.ok;
    },
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill();
      })
  };
}

function listening(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    let text = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const port = /listening on (\d+)/.exec(text)?.[1];
      if (port) done(Number(port));
    });
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`the bridge ended with ${code}`)));
  });
}

/** Runs in the page before anything of it: the channel that a window has, spoken over HTTP. */
function channel(): void {
  // The window does the same (`freezePrototype`).
  Object.freeze(Object.prototype);
  const callbacks = new Map<number, (value: unknown) => void>();
  const listeners = new Map<string, Set<number>>();
  let last = 0;
  let after = 0;
  let asking: Promise<void> = Promise.resolve();

  const changes = (): Promise<void> =>
    (asking = asking.then(async () => {
      const news = (await (await fetch(`/changes?after=${after}`)).json()) as { next: number; events: { event: string; payload: unknown }[] };
      after = news.next;
      for (const { event, payload } of news.events) for (const id of listeners.get(event) ?? []) callbacks.get(id)?.({ event, id, payload });
    }));

  const invoke = async (cmd: string, args: Record<string, unknown> = {}): Promise<unknown> => {
    if (cmd === 'plugin:event|listen') {
      const event = String(args['event']);
      const handler = Number(args['handler']);
      listeners.set(event, (listeners.get(event) ?? new Set()).add(handler));
      return handler;
    }
    if (cmd === 'plugin:event|unlisten') {
      listeners.get(String(args['event']))?.delete(Number(args['eventId']));
      return null;
    }
    const answer = (await (await fetch('/ipc', { method: 'POST', body: JSON.stringify({ cmd, args }) })).json()) as { ok?: unknown; error?: unknown };
    await changes();
    if (answer.error !== undefined) throw answer.error;
    return answer.ok;
  };

  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke,
      transformCallback: (callback: (value: unknown) => void) => {
        callbacks.set(++last, callback);
        return last;
      },
      unregisterCallback: (id: number) => callbacks.delete(id)
    },
    __TAURI_EVENT_PLUGIN_INTERNALS__: { unregisterListener: () => undefined },
    // Tests hand over what only a window gives: dropped files.
    __corongEmit: (event: string, payload: unknown) => {
      for (const id of listeners.get(event) ?? []) callbacks.get(id)?.({ event, id, payload });
    }
  });
}

/** Opens the page over a bridge and waits until it shows something. */
export async function openPage(page: Page, bridge: Bridge, hash = ''): Promise<void> {
  await page.addInitScript(channel);
  await page.goto(`${bridge.url}/${hash}`);
  await page.locator('main').first().waitFor();
}

/** `demo`: a book with the demo event. `fresh`: one that was just made, at its first page. Each test has its own. */
export const test = base.extend<{ demo: Bridge; fresh: Bridge }>({
  demo: async ({ request }, use) => {
    const bridge = await startBridge(request, ['--demo']);
    await use(bridge);
    await bridge.stop();
    rmSync(bridge.folder, { recursive: true, force: true });
  },
  fresh: async ({ request }, use) => {
    const bridge = await startBridge(request);
    await use(bridge);
    await bridge.stop();
    rmSync(bridge.folder, { recursive: true, force: true });
  }
});

export { expect } from '@playwright/test';
