/** Parts of the scripts in redis_scripts.ts; `base` is the key that every script gets. */

/** `now`: milliseconds since the epoch by the clock of Redis. */
export const NOW = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`;

/** `send(instance, packets)` publishes one frame and gives its number. */
export const SEND = `
local function send(instance, packets)
  local number = string.format('%.0f', redis.call('HINCRBY', base .. ':n', instance, 1))
  redis.call('PUBLISH', base .. ':to:' .. instance, number .. packets)
  return number
end
`;

/** Keys in the first SUNION; each further one has four times as many, up to the most: Lua has a stack of 8,000 values. */
const KEYS_FIRST = 10;
const KEYS_MAX = 1_000;

/**
 * `carry(self, packets)` sends to every other instance that holds a recipient's connection what is for it, as one frame. Of many
 * recipients it asks for no more than it takes to have found every instance that lives.
 */
export const CARRY = `
local others
local function othersOf(self)
  if not others then
    others = {}
    for _, one in ipairs(redis.call('ZRANGE', base .. ':live', 0, -1)) do
      if one ~= self then others[one] = true end
    end
  end
  return others
end
local function holdersOfAll(users, self)
  local found, seen, keys, most, missing = {}, {}, {}, ${KEYS_FIRST}, 0
  local live = othersOf(self)
  for _ in pairs(live) do missing = missing + 1 end
  local function take()
    for _, holder in ipairs(redis.call('SUNION', unpack(keys))) do
      if not seen[holder] then
        seen[holder] = true
        found[#found + 1] = holder
        if live[holder] then missing = missing - 1 end
      end
    end
    keys, most = {}, math.min(most * 4, ${KEYS_MAX})
  end
  for user in string.gmatch(users, '[^,]+') do
    keys[#keys + 1] = base .. ':r:' .. user
    if #keys == most then
      take()
      if missing == 0 then return found end
    end
  end
  if #keys > 0 then take() end
  return found
end
local function carry(self, packets)
  local routes, frames = {}, {}
  for packet in string.gmatch(packets, '[^\\30]+') do
    local users = string.match(packet, '^[^\\t]*')
    local route = routes[users]
    if not route then
      if string.find(users, ',', 1, true) then route = holdersOfAll(users, self)
      else route = redis.call('SMEMBERS', base .. ':r:' .. users) end
      routes[users] = route
    end
    for _, holder in ipairs(route) do
      if holder ~= self then
        local frame = frames[holder]
        if frame then frame[#frame + 1] = packet else frames[holder] = { '', packet } end
      end
    end
  end
  for holder, frame in pairs(frames) do send(holder, table.concat(frame, '\\30')) end
end
`;

/** How long a user without connections is remembered, in seconds. */
const FORGET_S = 3_600;

/**
 * `touch(user)` makes the version grow; `standing(user, self, leaseMs)` gives version, told, call and the values of the
 * connections that count, and who holds any; `keep(user, holders)` remembers the user as long as there are connections;
 * `owesNothing(found, before)` says whether a connection that was `before` may go without anybody being told.
 */
export const STANDING = `
local function touch(user)
  local key = base .. ':u:' .. user
  local version = math.max(tonumber(redis.call('HGET', key, 'v') or '0') + 1, now)
  redis.call('HSET', key, 'v', string.format('%.0f', version))
end
local isLive = {}
local function lives(instance, self, leaseMs)
  if instance == self then return true end
  if isLive[instance] == nil then
    local beat = redis.call('ZSCORE', base .. ':live', instance)
    isLive[instance] = beat and tonumber(beat) > now - tonumber(leaseMs) or false
  end
  return isLive[instance]
end
local function standing(user, self, leaseMs)
  local all = redis.call('HGETALL', base .. ':u:' .. user)
  local found, holders = { '0', 'offline', '' }, {}
  for at = 1, #all, 2 do
    local field, value = all[at], all[at + 1]
    if field == 'v' then found[1] = value
    elseif field == 'told' then found[2] = value
    elseif field == 'call' then found[3] = value
    else
      local holder = string.match(field, '^c:[^:]+:(.+)$')
      if holder then
        holders[holder] = true
        if lives(holder, self, leaseMs) then found[#found + 1] = value end
      end
    end
  end
  return found, holders
end
local function keep(user, holders)
  local key = base .. ':u:' .. user
  if next(holders) then redis.call('PERSIST', key) else redis.call('EXPIRE', key, ${FORGET_S}) end
end
local function owesNothing(found, before)
  if #found == 3 then return found[2] == 'offline' end
  local status = string.match(before, '^[^,]+')
  for at = 4, #found do
    if string.match(found[at], '^[^,]+') == status then return true end
  end
  return false
end
`;
