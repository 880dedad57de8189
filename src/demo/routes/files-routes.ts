/** Routes for the files of a user: upload, list, read, search. All need the user's token. */

import { findAccount, findFile } from '../accounts/account-lookup.js';
import type { AudioFile } from '../accounts/accounts.js';
import { parseCount, requireText } from '../input/input.js';
import { parseForm, requireFile } from '../input/multipart.js';
import { WAV_HEADER_BYTES, wavFormat } from '../input/wav.js';
import type { Site } from '../site.js';
import type { Call, Route } from './route.js';

/** `POST /files`, `GET /files`, `GET /files/:id`, `GET /search`. */
export function fileRoutes(site: Site): Route[] {
  const upload: Route = {
    method: 'POST',
    pattern: '/files',
    typicalMs: 40,
    maxBodyBytes: site.maxUploadBytes,
    async handle(call) {
      const account = findAccount(site, call);
      return { status: 201, json: site.accounts.addFile(account, await parseUpload(call)) };
    },
  };
  const list: Route = {
    method: 'GET',
    pattern: '/files',
    typicalMs: 12,
    handle(call) {
      const files = findAccount(site, call).files.values();
      return { status: 200, json: selectPage(files, call.query) };
    },
  };
  const read: Route = {
    method: 'GET',
    pattern: '/files/:id',
    typicalMs: 8,
    handle: (call) => ({ status: 200, json: findFile(site, call) }),
  };
  const search: Route = {
    method: 'GET',
    pattern: '/search',
    typicalMs: 30,
    handle(call) {
      const text = requireText(call.query.get('q'), 'q', 100).toLowerCase();
      const found = findAccount(site, call)
        .files.values()
        .filter((file) => matchesText(file, text));
      return { status: 200, json: selectPage(found, call.query) };
    },
  };
  return [upload, list, read, search];
}

async function parseUpload(call: Call): Promise<Omit<AudioFile, 'id' | 'uploadedAt'>> {
  const form = await parseForm(call);
  const file = requireFile(form, 'file');
  const header = Buffer.from(await file.slice(0, WAV_HEADER_BYTES).arrayBuffer());
  const { durationSeconds } = wavFormat(header, file.size);
  return {
    name: requireText(file.name, 'the name of the file', 200),
    title: requireText(form.get('title') ?? file.name, 'title', 200),
    genre: requireText(form.get('genre') ?? 'unknown', 'genre', 50),
    tags: parseTags(form.get('tags') ?? ''),
    sizeBytes: file.size,
    durationSeconds,
  };
}

function parseTags(value: File | string): string[] {
  if (value === '') return [];
  const tags = requireText(value, 'tags', 500).split(',');
  return tags.map((tag) => requireText(tag.trim(), 'each of the tags', 50));
}

function selectPage(files: readonly AudioFile[], query: URLSearchParams): object {
  const page = parseCount(query.get('page'), 'page', 1, 1_000_000, 1);
  const limit = parseCount(query.get('limit'), 'limit', 1, 100, 20);
  const [genre, tag] = [query.get('genre'), query.get('tag')];
  const selected = files.filter(
    (file) => (genre === null || file.genre === genre) && (tag === null || file.tags.includes(tag)),
  );
  const start = (page - 1) * limit;
  return { files: selected.slice(start, start + limit), total: selected.length, page, limit };
}

function matchesText(file: AudioFile, text: string): boolean {
  return [file.title, file.name, file.genre, ...file.tags].some((value) => value.toLowerCase().includes(text));
}
