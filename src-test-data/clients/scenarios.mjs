// What the public clients do against a server that holds environments/documented.json as acme/main.
// Each scenario makes its own profiles and asserts what the HTTP contract promises.
import assert from 'node:assert/strict';
import {
  browserClient, componentView, identify, nodeClient, page, track, uuid,
} from './visitor.mjs';

const HEX_64 = /^[0-9a-f]{64}$/;

export const api = {
  async 'create makes a profile with an id of its own'(url) {
    const { profile, experiences, changes } = await browserClient(url)
      .createProfile({ events: [page('/pricing?utm_campaign=example_campaign')] });
    assert.match(profile.id, HEX_64);
    assert.equal(profile.stableId, profile.id);
    assert.ok(profile.random >= 0 && profile.random < 1);
    assert.deepEqual(profile.audiences.filter((id) => ['1FHh', 'aud-pricing'].includes(id)).sort(),
      ['1FHh', 'aud-pricing']);
    assert.equal(profile.session.count, 1);
    assert.equal(profile.session.isReturningVisitor, false);
    assert.equal(profile.session.landingPage.path, '/pricing');
    assert.deepEqual(profile.session.landingPage.query, { utm_campaign: 'example_campaign' });
    assert.ok(experiences.some((e) => e.experienceId === 'exp-campaign'));
    assert.ok(Array.isArray(changes));
  },

  async 'update adds to the profile'(url) {
    const client = browserClient(url);
    const created = (await client.createProfile({ events: [page('/')] })).profile;
    const events = [page('/a'), track('add_to_cart', { quantity: 2 }), identify('', { fox: 'red' })];
    const updated = (await client.updateProfile({ profileId: created.id, events })).profile;
    assert.equal(updated.id, created.id);
    assert.equal(updated.random, created.random);
    assert.equal(updated.session.id, created.session.id);
    assert.deepEqual(updated.traits, { fox: 'red' });
    assert.ok(updated.audiences.includes('aud-add-to-cart'));
  },

  async 'update of an id nobody has creates it, as server-side rendering needs'(url) {
    const id = uuid();
    const { profile } = await browserClient(url).upsertProfile({ profileId: id, events: [page('/')] });
    assert.equal(profile.id, id);
    assert.equal(profile.stableId, id);
  },

  async 'get answers what the last update answered'(url) {
    const client = browserClient(url);
    const id = uuid();
    const updated = await client.updateProfile({ profileId: id, events: [page('/'), track('lead')] });
    assert.deepEqual(await client.getProfile(id), updated);
    assert.deepEqual(await client.getProfile(id, { locale: 'de-AT' }), updated);
  },

  async 'preflight computes and stores nothing'(url) {
    const client = browserClient(url);
    const id = uuid();
    await client.updateProfile({ profileId: id, events: [page('/')] });
    const before = await client.getProfile(id);
    const events = [page('/pricing'), identify(uuid(), { plan: 'pro' })];
    const computed = await client.updateProfile({ profileId: id, events }, { preflight: true });
    assert.deepEqual(computed.profile.traits, { plan: 'pro' });
    assert.deepEqual(await client.getProfile(id), before);
    const unborn = await client.createProfile({ events: [page('/')] }, { preflight: true });
    await assert.rejects(client.getProfile(unborn.profile.id), /\[404\] Not Found/);
  },

  async 'batch answers each profile once, in order of first appearance'(url) {
    const [a, b, c] = [`a-${uuid()}`, `b-${uuid()}`, `c-${uuid()}`];
    const to = (anonymousId, event) => ({ ...event, anonymousId });
    const events = [to(c, page('/')), to(a, page('/')), to(c, track('lead')), to(b, page('/'))];
    const profiles = await browserClient(url).upsertManyProfiles({ events });
    assert.deepEqual(profiles.map((profile) => profile.id), [c, a, b]);
  },

  async 'identify makes the userId an alias'(url) {
    const client = browserClient(url);
    const userId = `user-${uuid()}`;
    const { profile } = await client.createProfile(
      { events: [page('/'), identify(userId, { name: 'Ada', empty: null, list: [1, 'x'] })] });
    assert.deepEqual(profile.traits, { name: 'Ada', empty: null, list: [1, 'x'] });
    assert.equal((await client.getProfile(encodeURIComponent(userId))).profile.id, profile.id);
    const again = await client.updateProfile({ profileId: userId, events: [page('/again')] });
    assert.equal(again.profile.id, profile.id);
  },


  async 'locales and addresses of every kind are taken'(url) {
    const client = browserClient(url);
    for (const locale of ['de', 'de-AT', 'zh-Hant-TW', 'xx-nonsense', '_', 'ä b']) {
      const options = { locale, ip: '203.0.113.7', enabledFeatures: ['location', 'ip-enrichment'] };
      const { profile } = await client.createProfile({ events: [page('/')] }, options);
      assert.match(profile.id, HEX_64);
    }
  },

  async 'a given location is kept'(url) {
    const location = {
      coordinates: { latitude: 48.2, longitude: 16.37 }, city: 'Wien', country: 'Austria',
      countryCode: 'AT', continent: 'EU',
    };
    const { profile } = await browserClient(url)
      .createProfile({ events: [page('/', { location })] });
    assert.deepEqual(profile.location, location);
  },

  async 'both media types are read alike'(url) {
    const client = browserClient(url);
    for (const plainText of [true, false]) {
      const { profile } = await client.createProfile({ events: [page('/')] }, { plainText });
      assert.match(profile.id, HEX_64);
    }
  },

  async 'component views and the reset event are taken'(url) {
    const client = browserClient(url);
    const events = [componentView('exp-hero', 1), componentView(undefined, undefined)];
    assert.match((await client.createProfile({ events })).profile.id, HEX_64);
    assert.match((await client.createProfile({ events: [track('nt_reset')] })).profile.id, HEX_64);
  },

  async 'a repeated request changes nothing'(url) {
    const client = browserClient(url);
    const id = uuid();
    const events = [page('/'), track('registered')];
    const first = await client.updateProfile({ profileId: id, events });
    assert.deepEqual(await client.updateProfile({ profileId: id, events }), first);
  },

  async 'refusals reach the caller with their status'(url) {
    const answers = [];
    const client = browserClient(url, 'main', answers);
    const elsewhere = browserClient(url, 'no-such-environment', answers);
    await assert.rejects(client.createProfile({ events: [] }), /\[400\] Bad Request/);
    await assert.rejects(client.createProfile({ events: [{ ...page('/'), type: 'pgae' }] }), /\[400\]/);
    await assert.rejects(client.upsertManyProfiles({ events: [page('/')] }), /\[400\]/);
    await assert.rejects(client.getProfile('%zz'), /\[400\]/);
    await assert.rejects(client.getProfile(uuid()), /\[404\] Not Found/);
    await assert.rejects(elsewhere.createProfile({ events: [page('/')] }), /\[404\]/);
    assert.deepEqual(answers.map((answer) => answer.body.error.code), [
      'ERR_INVALID_DATA', 'ERR_INVALID_DATA', 'ERR_INVALID_DATA', 'ERR_INVALID_DATA',
      'ERR_PROFILE_NOT_FOUND', 'ERR_CONFIG_NOT_FOUND',
    ]);
  },

  async 'the node client identifies and tracks'(url) {
    const client = nodeClient(url);
    const userId = `user-${uuid()}`;
    const identified = await client.sendIdentifyEvent(userId, { plan: 'pro' });
    assert.equal(identified.id, userId);
    assert.deepEqual(identified.traits, { plan: 'pro' });
    const tracked = await client.sendTrackEvent(userId, 'registered', { from: 'node' });
    assert.equal(tracked.id, userId);
    assert.ok(tracked.audiences.includes('1lNQ'));
    assert.deepEqual((await client.getProfile(userId)).profile, tracked);
  },

  async 'the node client identifies a visitor of the browser'(url) {
    const anonymous = (await browserClient(url).createProfile({ events: [page('/')] })).profile;
    const client = nodeClient(url);
    const userId = `user-${uuid()}`;
    const named = await client.sendIdentifyEvent(userId, { plan: 'pro' }, { anonymousId: anonymous.id });
    assert.equal(named.id, anonymous.id);
    assert.equal((await client.sendTrackEvent(userId, 'registered')).id, anonymous.id);
  },
};

export const merging = {
  async 'identify merges an anonymous profile into the known one'(url) {
    const client = browserClient(url);
    const userId = `user-${uuid()}`;
    const known = (await client.createProfile(
      { events: [page('/'), identify(userId, { name: 'Ada', plan: 'free' })] })).profile;
    const anonymous = (await client.createProfile(
      { events: [page('/'), track('registered'), identify('', { plan: 'pro', seen: true })] })).profile;
    const merged = await client.updateProfile(
      { profileId: anonymous.id, events: [identify(userId, { last: 1 })] });
    assert.equal(merged.profile.id, known.id);
    assert.equal(merged.profile.stableId, known.stableId);
    assert.equal(merged.profile.random, known.random);
    assert.deepEqual(merged.profile.traits, { name: 'Ada', plan: 'pro', seen: true, last: 1 });
    assert.ok(merged.profile.audiences.includes('1lNQ'));
    for (const id of [anonymous.id, known.id, userId]) {
      assert.deepEqual(await client.getProfile(id), merged);
    }
  },

  async 'a batch answers the survivor of a merge'(url) {
    const client = browserClient(url);
    const userId = `user-${uuid()}`;
    const [target, anonymous] = [`t-${uuid()}`, `c-${uuid()}`];
    const events = [
      { ...identify(userId, { name: 'Ada' }), anonymousId: target },
      { ...page('/'), anonymousId: anonymous },
      { ...identify(userId, { plan: 'pro' }), anonymousId: anonymous },
    ];
    const profiles = await client.upsertManyProfiles({ events });
    assert.deepEqual(profiles.map((profile) => profile.id), [target]);
    assert.deepEqual(profiles[0].traits, { name: 'Ada', plan: 'pro' });
  },

  async 'the node client merges a visitor into a user it knows'(url) {
    const anonymous = (await browserClient(url).createProfile({ events: [page('/')] })).profile;
    const client = nodeClient(url);
    const userId = `user-${uuid()}`;
    await client.sendIdentifyEvent(userId, { plan: 'pro' });
    const merged = await client.sendIdentifyEvent(userId, { seen: true }, { anonymousId: anonymous.id });
    assert.equal(merged.id, userId);
    assert.deepEqual(merged.traits, { plan: 'pro', seen: true });
    assert.deepEqual((await client.getProfile(anonymous.id)).profile, merged);
  },
};

export const overload = {
  async 'the events over the burst are refused with 429'(url) {
    const answers = [];
    const client = browserClient(url, 'main', answers);
    const id = uuid();
    const events = Array.from({ length: 200 }, () => track('lead'));
    await client.updateProfile({ profileId: id, events });
    const before = await client.getProfile(id);
    await assert.rejects(client.updateProfile({ profileId: id, events }), /\[429\] Too Many Requests/);
    assert.equal(answers.at(-1).body.error.code, 'ERR_PROFILE_OVERLOAD');
    assert.deepEqual(await client.getProfile(id), before);
  },
};

export const full = {
  async 'a full store refuses new profiles with 503 and keeps the others'(url) {
    const answers = [];
    const client = browserClient(url, 'main', answers);
    await client.updateProfile({ profileId: 'first', events: [page('/')] });
    let kept = ['first'];
    await assert.rejects(async () => {
      for (let i = 0; i < 1_000; i++) {
        await client.updateProfile({ profileId: `p-${i}`, events: [page('/')] });
        kept.push(`p-${i}`);
      }
    }, /\[503\] Service Unavailable/);
    assert.equal(answers.at(-1).body.error.code, 'ERR_UNAVAILABLE');
    for (const id of kept) {
      assert.equal((await client.getProfile(id)).profile.id, id);
    }
    await client.updateProfile({ profileId: 'first', events: [page('/still')] });
  },
};
