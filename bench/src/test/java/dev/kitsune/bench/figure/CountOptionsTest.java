package dev.kitsune.bench.figure;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class CountOptionsTest {
  private final CommandSpec spec = new CommandLine(CommandSpec.create()).getCommandSpec();

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 2_000})
  void takesBothEnds(int value) {
    assertDoesNotThrow(() -> CountOptions.check(spec, "--of", value, 10, 2_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 9, 2_001})
  void namesTheOptionThatIsOutOfBounds(int value) {
    ParameterException refused =
        assertThrows(
            ParameterException.class, () -> CountOptions.check(spec, "--of", value, 10, 2_000));
    assertEquals("--of must be 10 to 2,000: " + value, refused.getMessage());
  }
}
