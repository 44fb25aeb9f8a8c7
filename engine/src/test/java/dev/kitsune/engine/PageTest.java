package dev.kitsune.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
  @Test
  void takesAUrlApart() {
    Page page = Page.of("https://x.y/a%20b?q=a%26b+c&e&=z&&q2=%C3%BC&q=last#f");
    assertEquals("/a%20b", page.path());
    assertEquals("?q=a%26b+c&e&=z&&q2=%C3%BC&q=last", page.search());
    assertEquals("{q=last, e=, q2=\u00fc}", page.query().toString());
    assertEquals("", page.referrer());
    assertEquals("https://x.y/a%20b?q=a%26b+c&e&=z&&q2=%C3%BC&q=last#f", page.url());
  }

  @Test
  void takesUrlsWithoutPathOrQuery() {
    assertEquals(new Page("", Map.of(), "", "", "https://x.y"), Page.of("https://x.y"));
    assertEquals(new Page("", Map.of(), "", "", "mailto:a@b"), Page.of("mailto:a@b"));
    assertEquals("https://z/", Page.of("https://x.y").withReferrer("https://z/").referrer());
  }

  @Test
  void refusesWhatIsNoUrl() {
    assertThrows(IllegalArgumentException.class, () -> Page.of("https://x.y/a b"));
    assertThrows(IllegalArgumentException.class, () -> Page.of("https://x.y/?q=%zz"));
  }

  @Test
  void readsTheCampaignFromTheQuery() {
    Page page = Page.of("https://x.y/?utm_campaign=n&utm_source=s&utm_medium=m&utm_term=t");
    assertEquals(new Campaign("n", "s", "m", "t", null), Campaign.of(page));
  }
}
