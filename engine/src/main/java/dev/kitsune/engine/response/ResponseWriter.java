package dev.kitsune.engine.response;

import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.audience.MemberRanks;
import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.bytes.ByteTable;
import dev.kitsune.engine.bytes.Hex;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.ShortRun;
import dev.kitsune.engine.catalog.Environment;
import dev.kitsune.engine.experience.AnswerPieces;
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
  private static final ShortRun EXPERIENCES = ShortRun.ascii(",\"experiences\":[");
  private static final ShortRun CHANGES = ShortRun.ascii("],\"changes\":[");
  private static final ShortRun END = ShortRun.ascii("]},\"error\":null}");
  private static final byte[] BATCH_BEGIN = ascii("{\"message\":\"ok\",\"data\":{\"profiles\":[");
  private static final byte[] EMPTY = ascii("{\"message\":\"ok\",\"data\":{},\"error\":null}");
  private static final ShortRun ID = ShortRun.ascii("{\"id\":\"");
  private static final ShortRun STABLE_ID = ShortRun.ascii("\",\"stableId\":\"");
  private static final ShortRun RANDOM = ShortRun.ascii("\",\"random\":");
  private static final ShortRun AUDIENCES = ShortRun.ascii(",\"audiences\":[");
  private static final ShortRun TRAITS = ShortRun.ascii("],\"traits\":{");
  private static final ShortRun LOCATION = ShortRun.ascii("},\"location\":{");
  private static final ShortRun SESSION = ShortRun.ascii("},\"session\":{\"id\":\"");
  private static final byte[] NEW_VISITOR =
      ascii("\",\"isReturningVisitor\":false,\"landingPage\":");
  private static final byte[] RETURNING_VISITOR =
      ascii("\",\"isReturningVisitor\":true,\"landingPage\":");
  private static final ShortRun COUNT = ShortRun.ascii(",\"count\":");
  private static final ShortRun ACTIVE_LENGTH = ShortRun.ascii(",\"activeSessionLength\":");
  private static final ShortRun AVERAGE_LENGTH = ShortRun.ascii(",\"averageSessionLength\":");
  private static final ShortRun SESSION_END = ShortRun.ascii("}}");
  private static final int AVERAGE_DIGITS = 9;
  private static final long AVERAGE_UNIT = 1_000_000_000L;

  private final ByteSlice slice = new ByteSlice();
  private final MemberRanks ranks = new MemberRanks();
  private int[] changingPieces = new int[64];
  private int changingCount;

  /** Writes the whole answer of create, update and get. */
  public void writeProfile(ProfileRecord record, Environment environment, ByteSink out) {
    out.put(PROFILE_BEGIN);
    putProfile(record, environment.audiences(), out);
    AnswerPieces pieces = environment.experiences().pieces();
    out.put(EXPERIENCES);
    putExperiences(record, pieces, out);
    out.put(CHANGES);
    putChanges(pieces.changesJson(), out);
    out.put(END);
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
    out.put(END);
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

  /* Which pieces have changes is noted on the way, so that the picks are walked once. */
  private void putExperiences(ProfileRecord record, AnswerPieces pieces, ByteSink out) {
    byte[] picks = record.bytes().array();
    int at = DerivedPart.picksOffset(record);
    int end = at + DerivedPart.pickCount(record) * DerivedPart.PICK_LENGTH;
    int start = out.length();
    int[] changing = roomForPieces(DerivedPart.pickCount(record));
    int count = 0;
    while (at < end) {
      int piece = pieces.at(picks, at, end);
      putListed(pieces.selectedJson(), piece, start, out);
      changing[count] = piece;
      count += pieces.changesJson().length(piece) > 0 ? 1 : 0;
      at += pieces.picksLength(piece);
    }
    changingCount = count;
  }

  private int[] roomForPieces(int count) {
    if (changingPieces.length < count) {
      changingPieces = new int[2 * count];
    }
    return changingPieces;
  }

  private void putChanges(ByteTable changesJson, ByteSink out) {
    int start = out.length();
    for (int index = 0; index < changingCount; index++) {
      putListed(changesJson, changingPieces[index], start, out);
    }
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
