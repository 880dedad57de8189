/** A person's files: upload, list, look at, search. All need a token, and show nobody else's. */
import type { AudioFile } from './accounts.js';
import { countOf, textOf } from './input.js';
import { fileOf, formOf } from './multipart.js';
import type { Call, Route } from './route.js';
import { accountOf, ownFile } from './sender.js';
import type { Site } from './site.js';
import { WAV_HEAD_BYTES, wavFormat } from './wav.js';

/** `POST /files`, `GET /files`, `GET /files/:id`, `GET /search`. */
export function fileRoutes(site: Site): Route[] {
  const upload: Route = {
    method: 'POST',
    pattern: '/files',
    typicalMs: 40,
    maxBodyBytes: site.maxUploadBytes,
    async handle(call) {
      const account = accountOf(site, call);
      return { status: 201, json: site.accounts.addFile(account, await uploadOf(call)) };
    },
  };
  const list: Route = {
    method: 'GET',
    pattern: '/files',
    typicalMs: 12,
    handle(call) {
      const files = accountOf(site, call).files.values();
      return { status: 200, json: pageOf(files, call.query) };
    },
  };
  const look: Route = {
    method: 'GET',
    pattern: '/files/:id',
    typicalMs: 8,
    handle: (call) => ({ status: 200, json: ownFile(site, call) }),
  };
  const search: Route = {
    method: 'GET',
    pattern: '/search',
    typicalMs: 30,
    handle(call) {
      const words = textOf(call.query.get('q'), 'q', 100).toLowerCase();
      const found = accountOf(site, call)
        .files.values()
        .filter((file) => mentions(file, words));
      return { status: 200, json: pageOf(found, call.query) };
    },
  };
  return [upload, list, look, search];
}

async function uploadOf(call: Call): Promise<Omit<AudioFile, 'id' | 'uploadedAt'>> {
  const form = await formOf(call);
  const file = fileOf(form, 'file');
  const head = Buffer.from(await file.slice(0, WAV_HEAD_BYTES).arrayBuffer());
  const { durationSeconds } = wavFormat(head, file.size);
  return {
    name: textOf(file.name, 'the name of the file', 200),
    title: textOf(form.get('title') ?? file.name, 'title', 200),
    genre: textOf(form.get('genre') ?? 'unknown', 'genre', 50),
    tags: tagsOf(form.get('tags') ?? ''),
    sizeBytes: file.size,
    durationSeconds,
  };
}

function tagsOf(value: File | string): string[] {
  if (value === '') return [];
  const tags = textOf(value, 'tags', 500).split(',');
  return tags.map((tag) => textOf(tag.trim(), 'each of the tags', 50));
}

function pageOf(files: readonly AudioFile[], query: URLSearchParams): object {
  const page = countOf(query.get('page'), 'page', 1, 1_000_000, 1);
  const limit = countOf(query.get('limit'), 'limit', 1, 100, 20);
  const [genre, tag] = [query.get('genre'), query.get('tag')];
  const wanted = files.filter(
    (file) => (genre === null || file.genre === genre) && (tag === null || file.tags.includes(tag)),
  );
  const start = (page - 1) * limit;
  return { files: wanted.slice(start, start + limit), total: wanted.length, page, limit };
}

function mentions(file: AudioFile, words: string): boolean {
  return [file.title, file.name, file.genre, ...file.tags].some((text) => text.toLowerCase().includes(words));
}
