package dev.kitsune.bench.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendAccountTest {
  private static final long MILLI_NS = 1_000_000;

  @Test
  void plansRequestsAtEqualDistances() {
    SendPlan plan = SendPlan.forMs(7, 1_000, 2_000);
    assertEquals(2_000, plan.count());
    assertEquals(7, plan.dueNs(0));
    assertEquals(7 + MILLI_NS, plan.dueNs(1));
    assertEquals(7 + 2_000 * MILLI_NS, plan.endNs());
  }

  @Test
  void aRequestIsDueFromItsTimeOn() {
    SendAccount account = new SendAccount(new SendPlan(100, 1_000, 2));
    assertFalse(account.isDue(99));
    assertTrue(account.isDue(100));
    account.send(100);
    assertFalse(account.isDue(100 + MILLI_NS - 1));
    assertTrue(account.isDue(100 + MILLI_NS));
    account.send(100 + MILLI_NS);
    assertFalse(account.isDue(Long.MAX_VALUE));
  }

  @Test
  void countsLatencyFromTheIntendedSendAndFromTheSend() {
    SendAccount account = new SendAccount(new SendPlan(0, 1_000, 2));
    long dueNs = account.send(0);
    account.answer(dueNs, 0, 3 * MILLI_NS, true);
    dueNs = account.send(3 * MILLI_NS); // late by two: the connection was busy
    assertEquals(MILLI_NS, dueNs);
    account.answer(dueNs, 3 * MILLI_NS, 4 * MILLI_NS, true);
    assertTrue(account.isDone());
    assertEquals(3, account.intendedNs().getMinValue() / 1e6, 0.01);
    assertEquals(3, account.intendedNs().getMaxValue() / 1e6, 0.01);
    assertEquals(1, account.sentNs().getMinValue() / 1e6, 0.01);
    assertEquals(3, account.sentNs().getMaxValue() / 1e6, 0.01);
  }

  @ParameterizedTest
  @CsvSource({"98, false", "99, true", "100, true"})
  void isValidWithNinetyNinePercentSentInTime(int inTime, boolean isValid) {
    SendAccount account = new SendAccount(new SendPlan(0, 1_000, 100));
    for (int index = 0; index < 100; index++) {
      long sendNs = index < inTime ? account.plan().dueNs(index) : account.plan().endNs();
      long dueNs = account.send(sendNs);
      account.answer(dueNs, sendNs, sendNs + 10, true);
    }
    assertEquals(inTime, account.sentInTime());
    assertEquals(100, account.sentNs().getTotalCount());
    assertEquals(isValid, account.isValid());
  }

  @Test
  void isInvalidIfAnAnswerFailed() {
    SendAccount account = new SendAccount(new SendPlan(0, 1_000, 1_000));
    for (int index = 0; index < 1_000; index++) {
      long dueNs = account.send(account.plan().dueNs(index));
      account.answer(dueNs, dueNs, dueNs + 10, index != 500);
    }
    assertEquals(1, account.failedCount());
    assertEquals(999, account.sentNs().getTotalCount());
    assertFalse(account.isValid());
  }

  @Test
  void aRequestWithoutAnAnswerFailed() {
    SendAccount account = new SendAccount(new SendPlan(0, 1_000, 1));
    account.send(0);
    assertFalse(account.isDone());
    assertEquals(1, account.failedCount());
    assertFalse(account.isValid());
  }

  @Test
  void aRequestWhoseConnectionBrokeFailedAndIsSettled() {
    SendAccount account = new SendAccount(new SendPlan(0, 1_000, 1));
    account.send(0);
    account.fail();
    assertTrue(account.isDone());
    assertEquals(1, account.failedCount());
    assertEquals(0, account.sentNs().getTotalCount());
    assertFalse(account.isValid());
  }
}
