// Sealing and opening, with what every browser has: AES-256-GCM, PBKDF2, ECDH on P-256, HKDF.

const AES = "AES-GCM";
const ROUNDS = 600_000; // of PBKDF2-SHA256: half a second to two seconds on a phone, for every guess
const INFO = new TextEncoder().encode("lianfang-queue-v1");

const encode = (text) => new TextEncoder().encode(text);
const decode = (bytes) => new TextDecoder().decode(bytes);

export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

export const base64 = (bytes) => {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
};

export const unbase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** A key that seals and opens, from its 32 bytes. It cannot be read out again. */
export const keyOf = (raw) => crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);

// `name` says what was sealed, so that nothing passes for something else.
const how = (iv, name) => ({ name: AES, iv, ...(name ? { additionalData: encode(name) } : {}) });

export const sealBytes = async (key, bytes, name = "") => {
  const iv = random(12);
  return { iv, data: await crypto.subtle.encrypt(how(iv, name), key, bytes) };
};

/** Rejects when the key is another, or when a bit was changed. */
export const openBytes = (key, { iv, data }, name = "") => crypto.subtle.decrypt(how(iv, name), key, data);

export const seal = (key, value, name) => sealBytes(key, encode(JSON.stringify(value)), name);

export const open = async (key, sealed, name) => JSON.parse(decode(await openBytes(key, sealed, name)));

/** The key that follows from a PIN. */
export const fromPin = async (pin, salt) => {
  const base = await crypto.subtle.importKey("raw", encode(pin), "PBKDF2", false, ["deriveKey"]);
  const stretch = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(stretch, base, { name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
};

/** Bytes sealed for the county: only its server opens them (lianfang.field.sealing). `seal` is {kid, key}. */
export const sealForCounty = async (raw, { kid, key }) => {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const county = await crypto.subtle.importKey("raw", unbase64(key), curve, false, []);
  const once = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: county }, once.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const derive = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO };
  const wrapping = await crypto.subtle.deriveKey(derive, base, { name: AES, length: 256 }, false, ["encrypt"]);
  const epk = await crypto.subtle.exportKey("raw", once.publicKey);
  return { kid, epk, ...(await sealBytes(wrapping, raw)) };
};
