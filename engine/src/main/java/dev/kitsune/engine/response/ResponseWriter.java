package dev.kitsune.engine.response;

import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.MemberRanks;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.ByteTable;
import dev.kitsune.engine.bytes.Hex;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.experience.ExperienceSet;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.LandingPage;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.SessionClock;
import dev.kitsune.engine.profile.StoredLocation;
import dev.kitsune.engine.profile.Traits;
import java.nio.charset.StandardCharsets;

/**
 * Writes answers from records whose derived part is that of the environment; the format is
 * api.md's, Answers. What is constant was encoded before the first request, so that writing is
 * copying. Owned by one thread. Data plane.
 */
public final class ResponseWriter {
  private static final byte[] PROFILE_BEGIN = ascii("{\"message\":\"ok\",\"data\":{\"profile\":");
  private static final byte[] EXPERIENCES = ascii(",\"experiences\":[");
  private static final byte[] CHANGES = ascii("],\"changes\":[");
  private static final byte[] PROFILE_END = ascii("]},\"error\":null}");
  private static final byte[] BATCH_BEGIN = ascii("{\"message\":\"ok\",\"data\":{\"profiles\":[");
  private static final byte[] BATCH_END = ascii("]},\"error\":null}");
  private static final byte[] EMPTY = ascii("{\"message\":\"ok\",\"data\":{},\"error\":null}");
  private static final byte[] ID = ascii("{\"id\":\"");
  private static final byte[] STABLE_ID = ascii("\",\"stableId\":\"");
  private static final byte[] RANDOM = ascii("\",\"random\":");
  private static final byte[] AUDIENCES = ascii(",\"audiences\":[");
  private static final byte[] TRAITS = ascii("],\"traits\":{");
  private static final byte[] LOCATION = ascii("},\"location\":{");
  private static final byte[] SESSION = ascii("},\"session\":{\"id\":\"");
  private static final byte[] NEW_VISITOR =
      ascii("\",\"isReturningVisitor\":false,\"landingPage\":");
  private static final byte[] RETURNING_VISITOR =
      ascii("\",\"isReturningVisitor\":true,\"landingPage\":");
  private static final byte[] COUNT = ascii(",\"count\":");
  private static final byte[] ACTIVE_LENGTH = ascii(",\"activeSessionLength\":");
  private static final byte[] AVERAGE_LENGTH = ascii(",\"averageSessionLength\":");
  private static final byte[] SESSION_END = ascii("}}");
  private static final int AVERAGE_DIGITS = 9;
  private static final long AVERAGE_UNIT = 1_000_000_000L;

  private final ByteSlice slice = new ByteSlice();
  private final MemberRanks ranks = new MemberRanks();

  /** Writes the whole answer of create, update and get. */
  public void writeProfile(ProfileRecord record, Environment environment, ByteSink out) {
    out.put(PROFILE_BEGIN);
    putProfile(record, environment.audiences(), out);
    out.put(EXPERIENCES);
    putExperiences(record, environment.experiences(), out);
    out.put(CHANGES);
    putChanges(record, environment.experiences(), out);
    out.put(PROFILE_END);
  }

  /** Writes the answer of what was done and shows no profile. */
  public void writeEmpty(ByteSink out) {
    out.put(EMPTY);
  }

  /** Begins the answer of a batch; its profiles follow. */
  public void beginBatch(ByteSink out) {
    out.put(BATCH_BEGIN);
  }

  /** Writes one profile of a batch. */
  public void writeBatchProfile(
      ProfileRecord record, Environment environment, boolean isFollowing, ByteSink out) {
    if (isFollowing) {
      out.put((byte) ',');
    }
    putProfile(record, environment.audiences(), out);
  }

  public void endBatch(ByteSink out) {
    out.put(BATCH_END);
  }

  private void putProfile(ProfileRecord record, AudienceSet audiences, ByteSink out) {
    out.put(ID);
    int idStart = out.length();
    putEscaped(record.id(slice), out);
    int idLength = out.length() - idStart;
    out.put(STABLE_ID);
    if (record.isStableIdTheId()) {
      out.put(out.reserve(idLength), idStart, idLength);
    } else {
      putEscaped(record.stableId(slice), out);
    }
    out.put(RANDOM);
    put(record.random(slice), out);
    out.put(AUDIENCES);
    putAudiences(record, audiences, out);
    out.put(TRAITS);
    put(Traits.members(record, slice), out);
    out.put(LOCATION);
    put(StoredLocation.members(record, slice), out);
    putSession(record, out);
  }

  private void putAudiences(ProfileRecord record, AudienceSet audiences, ByteSink out) {
    int start = out.length();
    ranks.begin(record, audiences);
    for (int rank = ranks.next(); rank != MemberRanks.END; rank = ranks.next()) {
      putListed(audiences.idsJson(), rank, start, out);
    }
  }

  /** Writes an element of a list that began at {@code start}; its bytes begin with the comma. */
  private static void putListed(ByteTable commasAndJson, int index, int start, ByteSink out) {
    commasAndJson.put(index, out.length() == start ? 1 : 0, out);
  }

  private void putSession(ProfileRecord record, ByteSink out) {
    out.put(SESSION);
    putUuid(record.sessionIdHigh(), record.sessionIdLow(), out);
    out.put(record.sessionCount() > 1 ? RETURNING_VISITOR : NEW_VISITOR);
    record.landingPage(slice);
    if (slice.length() == 0) {
      out.put(LandingPage.NONE);
    } else {
      put(slice, out);
    }
    out.put(COUNT);
    out.putDecimal(record.sessionCount());
    out.put(ACTIVE_LENGTH);
    long activeS = SessionClock.activeSessionS(record);
    out.putDecimal(activeS);
    out.put(AVERAGE_LENGTH);
    putAverage(record.pastSessionsS() + activeS, record.sessionCount(), out);
    out.put(SESSION_END);
  }

  /** A quotient with up to nine decimals, rounded half up. */
  private static void putAverage(long total, int count, ByteSink out) {
    if (total == 0 || count == 1) {
      out.putDecimal(total);
      return;
    }
    long whole = total / count;
    long fraction = (total % count * AVERAGE_UNIT * 2 / count + 1) / 2;
    if (fraction == AVERAGE_UNIT) {
      whole++;
      fraction = 0;
    }
    out.putDecimal(whole);
    if (fraction == 0) {
      return;
    }
    out.put((byte) '.');
    byte[] array = out.reserve(AVERAGE_DIGITS);
    int start = out.length();
    int length = 0;
    for (int i = AVERAGE_DIGITS - 1; i >= 0; i--) {
      int digit = (int) (fraction % 10);
      array[start + i] = (byte) ('0' + digit);
      length = length == 0 && digit != 0 ? i + 1 : length;
      fraction /= 10;
    }
    out.advance(length);
  }

  private static void putExperiences(
      ProfileRecord record, ExperienceSet experiences, ByteSink out) {
    byte[] picks = record.bytes().array();
    int at = DerivedPart.picksOffset(record);
    int end = at + DerivedPart.pickCount(record) * DerivedPart.PICK_LENGTH;
    int start = out.length();
    for (; at < end; at += DerivedPart.PICK_LENGTH) {
      putListed(experiences.selectedJson(), jsonIndex(experiences, picks, at), start, out);
    }
  }

  private static void putChanges(ProfileRecord record, ExperienceSet experiences, ByteSink out) {
    byte[] picks = record.bytes().array();
    int at = DerivedPart.picksOffset(record);
    int end = at + DerivedPart.pickCount(record) * DerivedPart.PICK_LENGTH;
    int start = out.length();
    ByteTable changes = experiences.changesJson();
    for (; at < end; at += DerivedPart.PICK_LENGTH) {
      int index = jsonIndex(experiences, picks, at);
      if (changes.length(index) > 0) {
        putListed(changes, index, start, out);
      }
    }
  }

  private static int jsonIndex(ExperienceSet experiences, byte[] picks, int at) {
    return experiences.jsonIndex(
        DerivedPart.pickRankAt(picks, at), DerivedPart.pickVariantIndexAt(picks, at));
  }

  private static void putUuid(long high, long low, ByteSink out) {
    byte[] array = out.reserve(36);
    int at = out.length();
    at = Hex.put(high >>> 32, 8, array, at);
    array[at++] = '-';
    at = Hex.put(high >>> 16, 4, array, at);
    array[at++] = '-';
    at = Hex.put(high, 4, array, at);
    array[at++] = '-';
    at = Hex.put(low >>> 48, 4, array, at);
    array[at++] = '-';
    Hex.put(low, 12, array, at);
    out.advance(36);
  }

  private static void putEscaped(ByteSlice text, ByteSink out) {
    JsonEscapes.encode(text.array(), text.offset(), text.length(), out);
  }

  private static void put(ByteSlice bytes, ByteSink out) {
    out.put(bytes.array(), bytes.offset(), bytes.length());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
