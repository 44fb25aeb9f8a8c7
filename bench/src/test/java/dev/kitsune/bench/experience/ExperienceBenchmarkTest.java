package dev.kitsune.bench.experience;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExperienceBenchmarkTest {
  @Test
  void selectsMoreOfMore() {
    int few = selected(20);
    int many = selected(100);
    assertTrue(few > 4 && few <= 20, "of 20: " + few);
    assertTrue(many > 3 * few && many <= 100, "of 100: " + many);
  }

  private static int selected(int experienceCount) {
    ExperienceBenchmark benchmark = new ExperienceBenchmark();
    benchmark.experienceCount = experienceCount;
    benchmark.prepare();
    return benchmark.selectAll();
  }
}
