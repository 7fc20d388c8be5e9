import { searchQuery, searchVector } from './search-terms';

describe('the search of Chinese text', () => {
  it('indexes neighbouring characters with their positions, and the last one alone', () => {
    expect(searchVector(['留抵退税'])).toBe("'留抵':1 '抵退':2 '退税':3 '税':4");
  });

  it('keeps runs apart, so that no phrase crosses a comma', () => {
    expect(searchVector(['退税，慢'])).toBe("'退税':1 '税':2 '慢':4");
  });

  it('finds what stands together as one phrase, whatever its scripts', () => {
    expect(searchVector(['企业2号'])).toBe("'企业':1 '业':2 '2':3 '号':4");
    expect(searchQuery('企业2号')).toBe("('企业' <2> '2' <-> '号':*)");
    expect(searchQuery('税2')).toBe("('税' <-> '2':*)");
  });

  it('takes full-width and capital letters as the plain ones', () => {
    expect(searchVector(['ＧＤＰ增速'])).toBe("'gdp':1 '增速':2 '速':3");
  });

  it('asks for a phrase, for each of several words, for a single character by its prefix', () => {
    expect(searchQuery('退税')).toBe("('退税')");
    expect(searchQuery('留抵退税')).toBe("('留抵' <-> '抵退' <-> '退税')");
    expect(searchQuery('退税 资金')).toBe("('退税') & ('资金')");
    expect(searchQuery('税')).toBe("('税':*)");
    expect(searchQuery('530902-2022')).toBe("('530902':*) & ('2022':*)");
  });

  it('cuts a word that is too long for one term, the same in the text and in the query', () => {
    const [first, rest] = ['x'.repeat(256), 'x'.repeat(44)];
    expect(searchVector([`${first}${rest}号`])).toBe(`'${first}':1 '${rest}':2 '号':3`);
    expect(searchQuery(`${first}${rest}号`)).toBe(`('${first}' <-> '${rest}' <-> '号':*)`);
    expect(searchQuery(`${first}xx`)).toBe(`('${first}' <-> 'xx':*)`);
  });

  it('cuts what is written between characters, after it has been normalised', () => {
    const gothic = '𐌰'.repeat(256);
    expect(searchVector([`${gothic}𐌰`])).toBe(`'${gothic}':1 '𐌰':2`);
    const kilometres = 'キロメートル'.repeat(50);
    expect(searchVector(['㌖'.repeat(50)])).toBe(`'${kilometres.slice(0, 256)}':1 '${kilometres.slice(256)}':2`);
  });

  it('has nothing to look for in punctuation, and cannot be talked into SQL', () => {
    expect(searchQuery('，。！')).toBeNull();
    expect(searchQuery("'; DROP TABLE x; --")).toBe("('drop':*) & ('table':*) & ('x':*)");
  });
});
