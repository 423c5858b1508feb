import { createHash } from "node:crypto";
import { CARRY, NOW, SEND, STANDING } from "./lua_parts.ts";

/**
 * Every script gets one key, `{carewire:<space>}`, and builds all others from it, so that one shard of a cluster has them all:
 * - `:live` sorted set of instances by the time of their last beat; `:n`, `:k`, `:g` hashes by instance: number of the last
 *   frame published to it, count of its notes, generation of its link
 * - `:u:<user>` hash: `c:<connection>:<instance>` of every connection, `v` version, `told`, `call`
 * - `:r:<user>` set of the instances that hold a connection of the user: the route of their packets
 * - `:i:<instance>` set of users that the instance has connections of, or has still to tell of
 * - `:stale` set of users that instances left behind
 * Instances listen on `:to:<instance>`. Users without connections are forgotten after an hour.
 */
const BEAT = `
local self, generation, owes = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1'
if tonumber(redis.call('HGET', base .. ':g', self) or '0') > generation then
  return redis.error_reply('STALE beat of an older link')
end
redis.call('HSET', base .. ':g', self, ARGV[2])
local isNew = redis.call('ZADD', base .. ':live', now, self)
local live = redis.call('ZRANGE', base .. ':live', 0, -1, 'WITHSCORES')
local notes, left = redis.call('HGET', base .. ':k', self) or '0', redis.call('SCARD', base .. ':stale')
local answer = { isNew, notes, '', left }
for at = 1, #live, 2 do
  if owes and live[at] ~= self then send(live[at], '\\30!') end
  answer[#answer + 1] = live[at]
  answer[#answer + 1] = string.format('%.0f', now - tonumber(live[at + 1]))
end
answer[3] = send(self, '')
return answer
`;

const PUBLISH = `
carry(ARGV[1], ARGV[2])
return 1
`;

const LEAVE = `
local self = ARGV[1]
redis.call('ZREM', base .. ':live', self)
for _, one in ipairs({ ':n', ':k', ':g' }) do redis.call('HDEL', base .. one, self) end
redis.call('SUNIONSTORE', base .. ':stale', base .. ':stale', base .. ':i:' .. self)
redis.call('DEL', base .. ':i:' .. self)
return 1
`;

/** Takes out all connections of one's own, of up to ARGV[2] users at a time, after what is known has become unsure. */
const CLEAR = `
local self = ARGV[1]
if ARGV[3] == '1' then
  redis.call('SUNIONSTORE', base .. ':i:' .. self, base .. ':i:' .. self, base .. ':stale')
end
local users = redis.call('SPOP', base .. ':i:' .. self, ARGV[2])
for _, user in ipairs(users) do
  local key, isChanged = base .. ':u:' .. user, false
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.match(field, '^c:[^:]+:(.+)$') == self then
      redis.call('HDEL', key, field)
      isChanged = true
    end
  end
  if isChanged then touch(user) end
  local _, holders = standing(user, self, 0)
  keep(user, holders)
  redis.call('SREM', base .. ':r:' .. user, self)
  redis.call('SADD', base .. ':stale', user)
end
return #users
`;

const NOTE = `
local self, user, connection, value = ARGV[1], ARGV[4], ARGV[5], ARGV[6]
if tonumber(redis.call('HGET', base .. ':g', self) or '0') > tonumber(ARGV[3]) then
  return redis.error_reply('STALE note of an older link')
end
local key, field = base .. ':u:' .. user, 'c:' .. connection .. ':' .. self
local before = redis.call('HGET', key, field) or ''
if value ~= '' then
  redis.call('HSET', key, field, value)
  redis.call('SADD', base .. ':r:' .. user, self)
  redis.call('SADD', base .. ':i:' .. self, user)
else
  redis.call('HDEL', key, field)
end
if before ~= value then touch(user) end
local found, holders = standing(user, self, ARGV[2])
if value == '' and not holders[self] then
  redis.call('SREM', base .. ':r:' .. user, self)
  if owesNothing(found, before) then redis.call('SREM', base .. ':i:' .. self, user) end
end
keep(user, holders)
return { redis.call('HINCRBY', base .. ':k', self, 1), found }
`;

const ENGAGE = `
local user, initiatedAt, version, isIn, callId = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local key = base .. ':u:' .. user
local at, known = string.match(redis.call('HGET', key, 'call') or '', '^(%d+)|(%d+)|')
at, known = tonumber(at or '-1'), tonumber(known or '-1')
if tonumber(initiatedAt) > at or (tonumber(initiatedAt) == at and tonumber(version) > known) then
  redis.call('HSET', key, 'call', initiatedAt .. '|' .. version .. '|' .. isIn .. '|' .. callId)
  touch(user)
end
local found, holders = standing(user, ARGV[1], ARGV[2])
keep(user, holders)
return found
`;

const STANDINGS = `
local found = {}
for at = 3, #ARGV do found[#found + 1] = standing(ARGV[at], ARGV[1], ARGV[2]) end
return found
`;

const TELL = `
local self, user, version, status = ARGV[1], ARGV[3], ARGV[4], ARGV[5]
local key = base .. ':u:' .. user
if (redis.call('HGET', key, 'v') or '0') ~= version then return 0 end
redis.call('HSET', key, 'told', status)
touch(user)
local _, holders = standing(user, self, ARGV[2])
if not holders[self] then redis.call('SREM', base .. ':i:' .. self, user) end
keep(user, holders)
carry(self, ARGV[6])
return 1
`;

/** The reaper owes the telling of whom it reaped: they become its own users, so that its own reaper would find them. */
const REAP = `
local self, leaseMs, most = ARGV[1], tonumber(ARGV[2]), ARGV[3]
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', base .. ':live', '-inf', now - leaseMs)) do
  if gone ~= self then
    redis.call('ZREM', base .. ':live', gone)
    redis.call('SUNIONSTORE', base .. ':stale', base .. ':stale', base .. ':i:' .. gone)
    redis.call('DEL', base .. ':i:' .. gone)
  end
end
for _, one in ipairs({ ':n', ':k', ':g' }) do
  for _, gone in ipairs(redis.call('HKEYS', base .. one)) do
    if not redis.call('ZSCORE', base .. ':live', gone) then redis.call('HDEL', base .. one, gone) end
  end
end
local users = redis.call('SPOP', base .. ':stale', most)
for _, user in ipairs(users) do
  local key, isChanged = base .. ':u:' .. user, false
  for _, field in ipairs(redis.call('HKEYS', key)) do
    local holder = string.match(field, '^c:[^:]+:(.+)$')
    if holder and not redis.call('ZSCORE', base .. ':live', holder) then
      redis.call('HDEL', key, field)
      isChanged = true
    end
  end
  for _, holder in ipairs(redis.call('SMEMBERS', base .. ':r:' .. user)) do
    if not redis.call('ZSCORE', base .. ':live', holder) then redis.call('SREM', base .. ':r:' .. user, holder) end
  end
  if isChanged then touch(user) end
  local found, holders = standing(user, self, ARGV[2])
  keep(user, holders)
  if isChanged or (#found == 3 and found[2] ~= 'offline') then redis.call('SADD', base .. ':i:' .. self, user) end
end
return users
`;

/** A script that Redis runs in one step, known there by the SHA-1 of its source. */
export interface RedisScript {
  source: string;
  sha: string;
}

/** How messages are published: within the shard of the channel's hash tag, or plainly where that is not known. */
export type PublishCommand = "SPUBLISH" | "PUBLISH";

export type RedisScripts = ReturnType<typeof redisScripts>;

/** All scripts, for one way of publishing. */
export function redisScripts(publish: PublishCommand) {
  const send = SEND.replace("PUBLISH", publish);
  const script = (...parts: string[]): RedisScript => {
    const source = ["local base = KEYS[1]", ...parts].join("\n");
    return { source, sha: createHash("sha1").update(source).digest("hex") };
  };
  return {
    beat: script(NOW, send, BEAT),
    publish: script(send, CARRY, PUBLISH),
    leave: script(LEAVE),
    clear: script(NOW, STANDING, CLEAR),
    note: script(NOW, STANDING, NOTE),
    engage: script(NOW, STANDING, ENGAGE),
    standings: script(NOW, STANDING, STANDINGS),
    tell: script(NOW, STANDING, send, CARRY, TELL),
    reap: script(NOW, STANDING, REAP),
  };
}

/** Name of the one key that scripts get. */
export function baseKey(space: string): string {
  return `{carewire:${space}}`;
}

/** The channel of one instance. */
export function channelOf(space: string, instance: string): string {
  return `${baseKey(space)}:to:${instance}`;
}
