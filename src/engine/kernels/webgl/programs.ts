/**
 * The three products as shaders. A fragment computes a block of four by four entries, one row of it into each of four
 * textures: 64 multiplications for every eight reads.
 *
 * A matrix (R, C) lies in a texture four numbers to a texel: texel (c, r) holds entries 4c to 4c + 3 of row r. Beyond
 * its edges are zeros, so that shapes need not be multiples of four.
 */

export type Operation = 'multiply' | 'multiplyTransposed' | 'transposedMultiply';

interface Program {
  readonly program: WebGLProgram;
  /** Where the number of blocks along the inner size goes. */
  readonly blocks: WebGLUniformLocation | null;
}

/** Entries along one side of a block. */
export const SIDE = 4;

/** Block k of both operands, each a matrix of four rows as GLSL keeps them, in columns. */
const BLOCKS: Record<Operation, readonly [left: string, right: string]> = {
  multiply: ['block(left, row, k)', 'block(right, k, column)'],
  multiplyTransposed: ['block(left, row, k)', 'transpose(block(right, column, k))'],
  transposedMultiply: ['transpose(block(left, k, row))', 'block(right, k, column)'],
};

const CORNERS = `#version 300 es
void main() {
  // A triangle that covers the whole target: (-1, -1), (3, -1), (-1, 3).
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

const product = ([left, right]: readonly [string, string]) => `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform sampler2D left;
uniform sampler2D right;
uniform int blocks;
layout(location = 0) out vec4 row0;
layout(location = 1) out vec4 row1;
layout(location = 2) out vec4 row2;
layout(location = 3) out vec4 row3;

mat4 block(sampler2D matrix, int row, int column) {
  ivec2 at = ivec2(column, row * 4);
  return mat4(
    texelFetch(matrix, at, 0),
    texelFetch(matrix, at + ivec2(0, 1), 0),
    texelFetch(matrix, at + ivec2(0, 2), 0),
    texelFetch(matrix, at + ivec2(0, 3), 0));
}

void main() {
  int column = int(gl_FragCoord.x);
  int row = int(gl_FragCoord.y);
  mat4 sum = mat4(0.0);
  for (int k = 0; k < blocks; k += 1) sum += ${right} * ${left};
  row0 = sum[0];
  row1 = sum[1];
  row2 = sum[2];
  row3 = sum[3];
}`;

/** Compiles all three. Throws the compiler's words where one does not compile. */
export function createPrograms(gl: WebGL2RenderingContext): Record<Operation, Program> {
  const corners = compile(gl, gl.VERTEX_SHADER, CORNERS);
  const build = (operation: Operation): Program => {
    const program = gl.createProgram();
    gl.attachShader(program, corners);
    gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, product(BLOCKS[operation])));
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`WebGL: ${gl.getProgramInfoLog(program)}`);
    gl.useProgram(program);
    gl.uniform1i(gl.getUniformLocation(program, 'left'), 0);
    gl.uniform1i(gl.getUniformLocation(program, 'right'), 1);
    return { program, blocks: gl.getUniformLocation(program, 'blocks') };
  };
  return {
    multiply: build('multiply'),
    multiplyTransposed: build('multiplyTransposed'),
    transposedMultiply: build('transposedMultiply'),
  };
}

function compile(gl: WebGL2RenderingContext, kind: GLenum, source: string): WebGLShader {
  const shader = gl.createShader(kind);
  if (!shader) throw new Error('WebGL: the context makes no shaders');
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(`WebGL: ${gl.getShaderInfoLog(shader)}`);
  return shader;
}
