package dev.kitsune.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ByteSliceTest {
  private final byte[] array = "xcafé!".getBytes(UTF_8);
  private final ByteSlice slice = new ByteSlice();

  @Test
  void isEmptyUntilItIsWrapped() {
    assertEquals(0, slice.length());
    assertEquals("", slice.toString());
    assertTrue(slice.isEqual(new byte[0]));
  }

  @Test
  void viewsTheRunItWasGiven() {
    slice.wrap(array, 1, 5);
    assertSame(array, slice.array());
    assertEquals(1, slice.offset());
    assertEquals(5, slice.length());
    assertEquals('c', slice.at(0));
    assertEquals("café", slice.toString());
    assertArrayEquals("café".getBytes(UTF_8), slice.toBytes());
    assertEquals("xcafé!", slice.wrap(array).toString());
    assertNotSame(array, slice.toBytes());
  }

  @Test
  void isEqualToTheSameBytesAndToNoOther() {
    slice.wrap(array, 1, 5);
    assertTrue(slice.isEqual("café".getBytes(UTF_8)));
    assertFalse(slice.isEqual("caf".getBytes(UTF_8)));
    assertFalse(slice.isEqual("café!".getBytes(UTF_8)));
    assertFalse(slice.isEqual("cafè".getBytes(UTF_8)));
    assertTrue(slice.isEqual("__café__".getBytes(UTF_8), 2, 5));
    assertFalse(slice.isEqual("__café__".getBytes(UTF_8), 1, 5));
  }
}
