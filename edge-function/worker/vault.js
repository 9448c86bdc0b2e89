// What the modules ask of the bucket that holds keys of leads, by one of four words. As calls and promises of theirs it
// would be several KB in each.

export default async function vault(bucket, word, name, key) {
  switch (word) {
    case "put":
      await bucket.put(name, key);
      return undefined;
    // The bucket itself sees to it that the one in whose place it is put is still there.
    case "change": {
      const found = await bucket.head(name);
      if (found) await bucket.put(name, key, { onlyIf: { etagMatches: found.etag } });
      return undefined;
    }
    case "get":
      return (await bucket.get(name))?.text();
    // A list has a thousand names at most; what is destroyed does not stand in the next one.
    case "forget":
      for (;;) {
        const { objects } = await bucket.list({ prefix: `${name}/` });
        if (objects.length === 0) return undefined;
        await bucket.delete(objects.map((object) => object.key));
      }
    default:
      throw new Error(`the vault does not know the word ${word}`);
  }
}
